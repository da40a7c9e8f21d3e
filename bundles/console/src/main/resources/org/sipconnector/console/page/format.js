// Values as people read them.

import {T} from "./texts.js";

const TIME = new Intl.DateTimeFormat(undefined, {hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23"});
const DAY = new Intl.DateTimeFormat(undefined, {dateStyle: "medium", timeStyle: "medium"});

/** Seconds of an ISO duration such as PT1M0.5S; undefined for none. */
export function seconds(text) {
  const parts = /^(-)?P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(-?[\d.]+)S)?$/.exec(text || "");
  if (!parts) {
    return undefined;
  }
  const [, minus, days = 0, hours = 0, minutes = 0, rest = 0] = parts;
  return (minus ? -1 : 1) * (((+days * 24 + +hours) * 60 + +minutes) * 60 + +rest);
}

/** A duration in milliseconds, as text. */
export function millis(text) {
  const value = seconds(text);
  return value === undefined ? T.none : value >= 10 ? `${value.toFixed(1)} s` : `${Math.round(value * 1000)} ms`;
}

export function bits(value) {
  if (value === undefined || value === null) {
    return T.none;
  }
  return value >= 1e6 ? `${(value / 1e6).toFixed(1)} Mbit/s` : `${Math.round(value / 1e3)} kbit/s`;
}

export const percent = share => share === undefined || share === null ? T.none : `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;

export const time = instant => instant ? TIME.format(new Date(instant)) : T.none;

/** With thousandths, as order matters in logs. */
export function exactTime(instant) {
  const date = new Date(instant);
  return `${TIME.format(date)}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}

export const day = instant => instant ? DAY.format(new Date(instant)) : T.none;

/** How long ago, as hours, minutes and seconds. */
export function since(instant, now = Date.now()) {
  return clock((now - new Date(instant).getTime()) / 1000);
}

export function clock(all) {
  const whole = Math.max(0, Math.floor(all));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = value => String(value).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
