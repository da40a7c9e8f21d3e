/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.call.CallSender;
import org.sipconnector.api.call.ReplaceOptions;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.kernel.ReplyId;

/**
 * Another stream that a client wants to be sent.
 *
 * @param reply  the client that waits for it
 * @param wanted the stream
 * @param change what was asked of the media engine for it; absent while it waits for its turn
 */
record Replacement(ReplyId<Boolean> reply, LocalStream wanted, ReplaceOptions options, Optional<Change> change) {

    /**
     * What it changes.
     *
     * @param streamBefore what was sent before
     * @param before       the lines before
     * @param after        the lines as they are to be
     * @param renegotiated whether the other side must be asked
     * @param awaited      lines on which the media engine has not sent the new track yet
     * @param failed       lines that the media engine left as they were
     * @param reason       why the first of them failed, empty when none did
     */
    record Change(LocalStream streamBefore, List<CallSender> before, List<CallSender> after, boolean renegotiated,
            List<String> awaited, List<String> failed, String reason) {

        Change {
            before = List.copyOf(before);
            after = List.copyOf(after);
            awaited = List.copyOf(awaited);
            failed = List.copyOf(failed);
        }

        static Change of(LocalStream stream, List<CallSender> before, List<CallSender> after, boolean renegotiated) {
            Change change = new Change(stream, before, after, renegotiated, List.of(), List.of(), "");
            List<String> awaited = after.stream().filter(line -> line.track().isPresent()
                    && !change.before(line.transceiver()).map(CallSender::track).equals(Optional.of(line.track())))
                    .map(CallSender::transceiver).toList();
            return new Change(stream, before, after, renegotiated, awaited, List.of(), "");
        }

        Optional<CallSender> before(String transceiver) {
            return before.stream().filter(line -> line.transceiver().equals(transceiver)).findFirst();
        }

        CallSender after(String transceiver) {
            return after.stream().filter(line -> line.transceiver().equals(transceiver)).findFirst().orElseThrow();
        }

        Change sent(String transceiver) {
            return new Change(streamBefore, before, after, renegotiated, without(transceiver), failed, reason);
        }

        Change failed(String transceiver, String why) {
            List<String> more = new ArrayList<>(failed);
            more.add(transceiver);
            return new Change(streamBefore, before, after, renegotiated, without(transceiver), more, failed.isEmpty() ? why : reason);
        }

        private List<String> without(String transceiver) {
            return awaited.stream().filter(line -> !line.equals(transceiver)).toList();
        }
    }

    static Replacement of(ReplyId<Boolean> reply, LocalStream wanted, ReplaceOptions options) {
        return new Replacement(reply, wanted, options, Optional.empty());
    }

    Replacement with(Change made) {
        return new Replacement(reply, wanted, options, Optional.of(made));
    }
}
