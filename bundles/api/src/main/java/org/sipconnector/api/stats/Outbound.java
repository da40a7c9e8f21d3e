/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.stats;

/**
 * What is sent.
 *
 * @param audio       the first audio track
 * @param video       the first video track, normally the camera
 * @param secondVideo the second video track, normally the presentation
 * @param additional  the path, without values when nothing is sent
 */
public record Outbound(Sent audio, Sent video, Sent secondVideo, Path additional) {

    public static final Outbound NONE = new Outbound(Sent.NONE, Sent.NONE, Sent.NONE, Path.NONE);
}
