/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sdp;

/**
 * A description of ours as the other side gets it.
 *
 * @param map  the lines as they are then
 * @param text what the other side gets
 */
public record Writing(LineMap map, SessionText text) {}
