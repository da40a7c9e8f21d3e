/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.stats;

/**
 * What is received.
 *
 * @param audio       the first audio track
 * @param video       the first video track, normally the conference
 * @param secondVideo the second video track, normally somebody else's presentation
 * @param additional  the path, without values when nothing is received
 */
public record Inbound(Received audio, Received video, Received secondVideo, Path additional) {

    public static final Inbound NONE = new Inbound(Received.NONE, Received.NONE, Received.NONE, Path.NONE);
}
