/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.helper;

/** What goes over the pipe between the server and a helper; each message begins with its kind. */
enum PipeMessage {
    /** To the helper: a command of the engine: method name, its arguments. */
    COMMAND,
    /** From the helper: owner, event. */
    EVENT,
    /** From the helper: peer, {@link org.sipconnector.spi.media.PeerConnectionState}. */
    BLUEPRINT,
    /** From the helper: {@link HelperStatus}. */
    STATUS,
    /** From the helper: a source's next block is wanted: name. */
    WANT_AUDIO,
    /** To the helper: name, samples. */
    AUDIO,
    /** From the helper: a source's next frame is wanted: name, nanoseconds since its start. */
    WANT_VIDEO,
    /** To the helper: name, width, height (0 for no frame), data. */
    VIDEO,
    /** From the helper: for a sink: name, peer, track, samples. */
    HEARD,
    /** From the helper: for a sink: name, peer, track, nanoseconds, width, height, data. */
    SEEN,
    /** From the helper: a sink gets no more: name, peer, track. */
    ENDED,
    /** To the helper: a sink has thrown and gets no more: name, peer, track, reason. */
    BROKEN,
    /** To the helper: a source has thrown in place of its next piece: whether it makes pictures, name, reason. */
    SOURCE_FAILED
}
