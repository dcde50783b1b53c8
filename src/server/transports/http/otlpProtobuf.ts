import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** How one field of a message is read, and what OTLP's JSON calls it. */
interface Field {
  readonly name: string;
  readonly wire: WireType;
  readonly isList?: boolean;
  readonly read: (reader: BinaryReader) => unknown;
}
type Fields = Readonly<Record<number, Field>>;

const text = (name: string): Field => ({ name, wire: WireType.LengthDelimited, read: (reader) => reader.string() });
const time = (name: string): Field => ({
  name,
  wire: WireType.Bit64,
  read: (reader) => reader.fixed64().toString(),
});
const message = (name: string, fields: Fields, isList = false): Field => ({
  name,
  wire: WireType.LengthDelimited,
  isList,
  read: (reader) => readMessage(reader, reader.uint32(), fields),
});

// The messages of opentelemetry.proto, as far as they are used. Numbers are fields; other fields are skipped.
const ANY_VALUE: Fields = {
  1: text('stringValue'),
  2: { name: 'boolValue', wire: WireType.Varint, read: (reader) => reader.bool() },
  3: { name: 'intValue', wire: WireType.Varint, read: (reader) => reader.int64().toString() },
  4: { name: 'doubleValue', wire: WireType.Bit64, read: (reader) => reader.double() },
};
const ATTRIBUTE: Fields = { 1: text('key'), 2: message('value', ANY_VALUE) };
const LOG_RECORD: Fields = {
  1: time('timeUnixNano'),
  5: message('body', ANY_VALUE),
  6: message('attributes', ATTRIBUTE, true),
  11: time('observedTimeUnixNano'),
  12: text('eventName'),
};
const RESOURCE: Fields = { 1: message('attributes', ATTRIBUTE, true) };
const SCOPE_LOGS: Fields = { 2: message('logRecords', LOG_RECORD, true) };
const RESOURCE_LOGS: Fields = {
  1: message('resource', RESOURCE),
  2: message('scopeLogs', SCOPE_LOGS, true),
};
const LOGS_REQUEST: Fields = { 1: message('resourceLogs', RESOURCE_LOGS, true) };

/** An ExportLogsServiceRequest in the shape that OTLP's JSON has. Throws when the bytes are none. */
export function decodeLogsRequest(bytes: Uint8Array): object {
  return readMessage(new BinaryReader(bytes), bytes.length, LOGS_REQUEST);
}

/** An Export…ServiceResponse: empty, or with what was not taken. All three signals number their fields alike. */
export function encodeResponse(rejected: number, reason: string): Uint8Array {
  const writer = new BinaryWriter();
  if (rejected === 0) return writer.finish();
  writer.tag(1, WireType.LengthDelimited).fork();
  writer.tag(1, WireType.Varint).int64(rejected).tag(2, WireType.LengthDelimited).string(reason);
  return writer.join().finish();
}

/** A google.rpc.Status, which OTLP answers every error with. */
export function encodeStatus(code: number, reason: string): Uint8Array {
  const writer = new BinaryWriter();
  writer.tag(1, WireType.Varint).int32(code).tag(2, WireType.LengthDelimited).string(reason);
  return writer.finish();
}

function readMessage(reader: BinaryReader, length: number, fields: Fields): object {
  const end = reader.pos + length;
  if (end > reader.len) throw new RangeError('a message is longer than what it is in');
  const read: Record<string, unknown> = {};
  while (reader.pos < end) {
    const [number, wire] = reader.tag();
    const field = fields[number];
    if (field?.wire !== wire) {
      reader.skip(wire, number);
      continue;
    }
    const value = field.read(reader);
    if (field.isList === true) ((read[field.name] ??= []) as unknown[]).push(value);
    else read[field.name] = value;
  }
  if (reader.pos !== end) throw new RangeError('a message does not end where it should');
  return read;
}
