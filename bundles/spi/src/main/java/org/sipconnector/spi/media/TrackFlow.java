/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.media;

import org.sipconnector.api.media.RemoteTrack;

/**
 * What one remote track brought so far.
 *
 * @param track    the track
 * @param received audible blocks of 10 ms, or decoded frames
 * @param level    level of the latest audio from 0 to 1 (the largest sample); 0 for video
 * @param width    width of the latest frame in pixels; 0 for audio and before the first frame
 * @param height   its height in pixels
 */
public record TrackFlow(RemoteTrack track, long received, double level, int width, int height) {}
