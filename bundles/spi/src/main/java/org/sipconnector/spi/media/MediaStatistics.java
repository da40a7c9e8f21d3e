/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.media;

/**
 * What the engine holds and has held; after all calls are gone the first three return to zero.
 *
 * @param peers        open peer connections
 * @param sources      running sources
 * @param sinks        attached sinks
 * @param opened       peer connections ever opened
 * @param closed       peer connections ever closed
 * @param leakedBytes  estimate of what the media library did not give back when connections were closed
 */
public record MediaStatistics(int peers, int sources, int sinks, long opened, long closed, long leakedBytes) {}
