import { formatDuration } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { phaseSteps } from '../../src/protocol/pipeline.ts';
import { elapsed, sessionStatus } from '../../src/protocol/selectors.ts';
import { formatDay, formatTime } from '../clock.ts';
import { wordsOf } from '../statusWords.ts';
import { drawContextChart, drawCostChart } from './drawCharts.ts';
import { drawContext, drawLog, drawNumbers, drawTasks } from './drawPanels.ts';
import { toneColour } from './palette.ts';
import type { Pen } from './pen.ts';
import { oneLine } from './scene.ts';
import type { Scene } from './scene.ts';

export const WIDTH = 1280;
export const HEIGHT = 720;
const MARGIN = 36;
const INNER = WIDTH - 2 * MARGIN;

/** One frame: the session as the dashboard has it, laid out for a screen that nobody can scroll. */
export function drawScene(pen: Pen, scene: Scene): void {
  pen.box({ x: 0, y: 0, width: WIDTH, height: HEIGHT }, pen.palette.ground, 0);
  drawHead(pen, scene);
  drawStatus(pen, scene);
  drawPhases(pen, scene);
  drawContext(pen, { x: MARGIN, y: 218, width: 372, height: 92 }, scene);
  drawTasks(pen, { x: MARGIN, y: 322, width: 372, height: 240 }, scene);
  drawNumbers(pen, { x: MARGIN, y: 574, width: 372, height: 112 }, scene);
  drawLog(pen, { x: 420, y: 218, width: WIDTH - MARGIN - 420, height: 300 }, scene);
  drawContextChart(pen, { x: 420, y: 530, width: 406, height: 156 }, scene.state);
  drawCostChart(pen, { x: 838, y: 530, width: 406, height: 156 }, scene.state);
  const made = `Context Foundry Livestream · ${t('recognised keys and passwords are masked')}`;
  pen.write(made, WIDTH - MARGIN, HEIGHT - 12, { size: 13, colour: pen.palette.quiet, align: 'right' });
}

function drawHead(pen: Pen, { state, now, replayed }: Scene): void {
  const { palette } = pen;
  pen.write(formatTime(now), WIDTH - MARGIN, 56, { size: 32, weight: 700, mono: true, align: 'right' });
  const ran = elapsed(state, now);
  const ranWords = ran === null ? null : t`${formatDuration(ran)} in`;
  const when = [replayed ? t('Replay') : t('Live'), formatDay(now), ranWords];
  const words = when.filter((word) => word !== null).join(' · ');
  const colour = replayed ? palette.purple : palette.accent;
  pen.write(words, WIDTH - MARGIN, 84, { size: 16, weight: 600, colour, align: 'right' });
  pen.write(oneLine(state.project ?? state.id), MARGIN, 56, { size: 32, weight: 700, width: INNER - 320 });
  if (state.task !== null)
    pen.write(oneLine(state.task), MARGIN, 84, { size: 17, colour: palette.quiet, width: INNER - 320 });
}

function drawStatus(pen: Pen, { state, now }: Scene): void {
  const { word, tone } = wordsOf(state, now, 'connected');
  const colour = toneColour(pen.palette, tone);
  pen.box({ x: MARGIN, y: 104, width: 6, height: 36 }, colour, 3);
  const width = pen.write(word, MARGIN + 18, 130, { size: 22, weight: 700, colour });
  const x = MARGIN + 18 + width + 14;
  const { evidence } = sessionStatus(state, now);
  pen.write(oneLine(evidence), x, 130, { size: 16, colour: pen.palette.quiet, width: WIDTH - MARGIN - x });
}

function drawPhases(pen: Pen, { state, now }: Scene): void {
  // What an agent never did may never come: there is no plan that it follows.
  const steps = phaseSteps(state, now).filter(({ duration }) => !state.phasesInferred || duration !== null);
  const step = INNER / Math.max(1, steps.length);
  const { palette } = pen;
  const colours = {
    done: palette.good,
    current: palette.accent,
    todo: palette.line,
    unseen: palette.line,
    ended: palette.warning,
  };
  steps.forEach(({ name, state: how, duration }, index) => {
    const x = MARGIN + index * step;
    const known = how === 'done' || how === 'current' || how === 'ended';
    pen.dot(x + 9, 170, 6, known ? colours[how] : palette.quiet, how === 'done' || how === 'current');
    const label = oneLine(name);
    const title = label.charAt(0).toUpperCase() + label.slice(1);
    const words = duration === null ? title : `${title} · ${formatDuration(duration)}`;
    const colour = known ? palette.text : palette.quiet;
    pen.write(words, x + 24, 176, { size: 16, weight: known ? 600 : 400, colour, width: step - 36 });
    pen.box({ x, y: 192, width: step - 8, height: 5 }, colours[how], 2.5);
  });
}
