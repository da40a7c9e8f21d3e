/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connection;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipconnector.api.connection.RequestFailedException;
import org.sipconnector.api.connection.SipAnswer;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.kernel.StatePart;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipEvent;

/** OPTIONS sent for those who wait for the answer. */
final class OptionsRequests {

    static final Duration PING_LIMIT = Duration.ofSeconds(10);
    /** Its Content-Type is sent with every OPTIONS, whether there is a body or not. */
    private static final SipBody NO_BODY = SipBody.sdp("");

    private final Connection connection;
    private final StatePart<Map<String, ReplyId<SipAnswer>>> replies;

    OptionsRequests(Connection connection, StatePart<Map<String, ReplyId<SipAnswer>>> replies) {
        this.connection = connection;
        this.replies = replies;
    }

    void options(ReplyId<SipAnswer> reply, String target, Optional<SipBody> body, List<Header> headers, Duration limit) {
        if (target == null || target.isBlank()) {
            throw new IllegalArgumentException("target: '" + target + "' is no SIP URI");
        }
        UserAgentId userAgent = connection.userAgent();
        String id = connection.lane.newId("options");
        replies.change(now -> ConnectionParts.plus(now, id, reply));
        connection.sip.request(userAgent,
                new OutgoingRequest(id, "OPTIONS", target, headers, Optional.of(body.orElse(NO_BODY)), limit));
    }

    void onAnswer(SipEvent.RequestAnswered answer) {
        ReplyId<SipAnswer> reply = take(answer.id());
        if (reply != null) {
            connection.complete(List.of(reply),
                    new SipAnswer(answer.status(), answer.reason(), answer.headers(), answer.body()));
        }
    }

    void onFailure(SipEvent.RequestFailed failed) {
        ReplyId<SipAnswer> reply = take(failed.id());
        if (reply != null) {
            connection.fail(List.of(reply), new RequestFailedException(failed.failure()));
        }
    }

    /** Whom to tell; null when nobody waits for it. */
    private ReplyId<SipAnswer> take(String id) {
        ReplyId<SipAnswer> reply = replies.get().get(id);
        if (reply != null) {
            replies.change(now -> ConnectionParts.minus(now, id));
        }
        return reply;
    }

    /** The user agent is gone, and no answer will come any more. */
    void abandoned() {
        List<ReplyId<SipAnswer>> cut = List.copyOf(replies.get().values());
        replies.set(Map.of());
        connection.fail(cut, new RequestFailedException(
                SipFailure.system(SipCause.CONNECTION_ERROR, "the connection was ended")));
    }
}
