/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.sip.message.HeaderAddress;
import org.sipconnector.sip.message.IncomingMessage;
import org.sipconnector.sip.message.IncomingRequest;
import org.sipconnector.sip.message.IncomingResponse;
import org.sipconnector.sip.message.RequestDraft;
import org.sipconnector.sip.message.Tokens;

/**
 * A SIP dialog as plain data (RFC 3261 section 12), so that it can be written out and taken up again.
 *
  * @param local     our side
 * @param remote    the peer's side

 * @param target    the peer's Contact: request URI of what we send
 * @param routes    Route entries in the order to send them
 * @param localSeq  CSeq of our last request
 * @param remoteSeq CSeq of the peer's last request, -1 before the first
 */
public record Dialog(String callId, Party local, Party remote, String target, List<String> routes, long localSeq, long remoteSeq) {

    /** @param address the From/To value without its tag */
    public record Party(String address, String tag) {

        /** A peer of RFC 2543 may have no tag, and then it is not named (RFC 3261 section 12.2.1.1). */
        private String tagged() {
            return tag.isEmpty() ? address : address + ";tag=" + tag;
        }
    }

    public Dialog {
        routes = List.copyOf(routes);
    }

    /**
     * The caller's side, from a response.
     *
     * @param asked where requests go when the response names no Contact, which it must
     */
    static Dialog calling(IncomingResponse response, String asked) {
        List<String> routes = new ArrayList<>(response.recordRoutes());
        Collections.reverse(routes);
        return new Dialog(response.callId(), new Party(response.fromValue(), response.fromTag()),
                new Party(response.toValue(), response.toTag()), response.contactUri().orElse(asked), routes, response.cseq(), -1);
    }

    /** The called side; a caller that names no Contact, which it must, is found where it says it is from. */
    static Dialog called(IncomingRequest invite, String tag) {
        return new Dialog(invite.callId(), new Party(invite.toValue(), tag), new Party(invite.fromValue(), invite.fromTag()),

                invite.contactUri().orElse(invite.fromUri()), invite.recordRoutes(), Tokens.cseq(), invite.cseq());
    }

    /** A re-INVITE or its answer may move the peer (target refresh, section 12.2). */
    Dialog refreshed(IncomingMessage message) {
        String moved = message.contactUri().orElse(target);
        return new Dialog(callId, local, remote, moved, routes, localSeq, remoteSeq);
    }

    Dialog withLocalSeq(long seq) {
        return new Dialog(callId, local, remote, target, routes, seq, remoteSeq);
    }

    Dialog withRemoteSeq(long seq) {
        return new Dialog(callId, local, remote, target, routes, localSeq, seq);
    }

    /** A request with that number; with strict routers in the route set as section 12.2.1.1 wants it. */
    RequestDraft request(String method, long cseq, List<Header> headers, SipBody body) {
        String uri = target;
        List<String> route = routes;
        if (!routes.isEmpty() && !HeaderAddress.ofRoute(routes.get(0)).looseRouter()) {
            uri = HeaderAddress.ofRoute(routes.get(0)).uri();
            route = new ArrayList<>(routes.subList(1, routes.size()));
            route.add('<' + target + '>');
        }
        return new RequestDraft(method, uri, local.tagged(), remote.tagged(), callId, cseq, route, headers, body);
    }
}
