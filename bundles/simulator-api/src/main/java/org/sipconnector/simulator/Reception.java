/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.simulator;

/**
 * What a participant's camera has brought to the simulator so far.
 *
 * @param width         of the pictures decoded last; 0 before the first
 * @param height        of the pictures decoded last
 * @param framesDecoded pictures
 * @param bytes         of payload received
 */
public record Reception(int width, int height, long framesDecoded, long bytes) {}
