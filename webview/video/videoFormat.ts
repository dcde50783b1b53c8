/** What browsers can write, the best first. Safari writes no WebM. */
const FORMATS = ['video/webm;codecs=vp9', 'video/webm;codecs=vp8', 'video/webm', 'video/mp4'] as const;

export interface VideoFormat {
  readonly type: string;
  readonly ending: 'webm' | 'mp4';
}

/** null where the browser cannot record a canvas. */
export function videoFormat(): VideoFormat | null {
  if (typeof MediaRecorder === 'undefined' || !('captureStream' in HTMLCanvasElement.prototype)) return null;
  const type = FORMATS.find((each) => MediaRecorder.isTypeSupported(each));
  return type === undefined ? null : { type, ending: type.startsWith('video/webm') ? 'webm' : 'mp4' };
}
