/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.sip;

import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import javax.sip.InvalidArgumentException;
import javax.sip.PeerUnavailableException;
import javax.sip.SipFactory;
import javax.sip.address.Address;
import javax.sip.address.AddressFactory;
import javax.sip.address.SipURI;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.HeaderFactory;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;
import org.sipconnector.api.Transport;

/** The requests of the raw jain-sip candidate, made by its factories. */
final class RawMessages {

    private static final int EXPIRES = 3_600;

    private final AddressFactory addresses;
    private final HeaderFactory headers;
    private final MessageFactory messages;

    RawMessages(SipFactory factory) throws PeerUnavailableException {
        addresses = factory.createAddressFactory();
        headers = factory.createHeaderFactory();
        messages = factory.createMessageFactory();
    }

    RawAccount account(Transport transport, String host, int port, String domain, int number) throws ParseException {
        String user = Integer.toString(100_000 + number);
        Address address = addresses.createAddress(addresses.createSipURI(user, domain));
        SipURI contact = addresses.createSipURI(user, host + ":" + port);
        contact.setTransportParam(transport.name().toLowerCase(Locale.ROOT));
        return new RawAccount(new RawAccount.Parts(transport, host, port, number, user, addresses.createSipURI(null, domain),
                headers.createFromHeader(address, token()), headers.createToHeader(address, null),
                headers.createContactHeader(addresses.createAddress(contact)), headers.createCallIdHeader(token())),
                domain.equals(CalleeAnswers.AGAIN));
    }

    Request register(RawAccount account) throws ParseException, InvalidArgumentException {
        RawAccount.Parts parts = account.parts();
        Request request = request(account, Request.REGISTER, parts.registrar(), parts.callId(), parts.from(), parts.to());
        request.addHeader(parts.contact());
        request.addHeader(headers.createExpiresHeader(EXPIRES));
        if (account.hasNonce()) {
            request.addHeader(credentials(account, parts.registrar()));
        }
        return request;
    }

    Request invite(RawAccount account) throws ParseException, InvalidArgumentException {
        RawAccount.Parts parts = account.parts();
        SipURI callee = addresses.createSipURI("callee", parts.registrar().getHost());
        FromHeader from = headers.createFromHeader(parts.from().getAddress(), token());
        ToHeader to = headers.createToHeader(addresses.createAddress(callee), null);
        Request request = request(account, Request.INVITE, callee, headers.createCallIdHeader(token()), from, to);
        request.addHeader(parts.contact());
        request.setContent(CallTexts.SDP, headers.createContentTypeHeader("application", "sdp"));
        return request;
    }

    private Request request(RawAccount account, String method, SipURI uri, CallIdHeader callId, FromHeader from, ToHeader to)
            throws ParseException, InvalidArgumentException {
        return messages.createRequest(uri, method, callId, headers.createCSeqHeader(account.nextCSeq(), method), from, to,
                new ArrayList<>(List.of(via(account))), headers.createMaxForwardsHeader(70));
    }

    /** A request that a dialog made, with the Via that leads to the account's connection. */
    Request from(RawAccount account, Request request) throws ParseException, InvalidArgumentException {
        if (account.parts().transport() == Transport.WS) {
            ViaHeader via = via(account);
            via.setBranch(gov.nist.javax.sip.Utils.getInstance().generateBranchId());
            request.setHeader(via);
        }
        return request;
    }

    private ViaHeader via(RawAccount account) throws ParseException, InvalidArgumentException {
        RawAccount.Parts parts = account.parts();
        return headers.createViaHeader(parts.host(), parts.port(), parts.transport().name(), null);
    }

    private AuthorizationHeader credentials(RawAccount account, SipURI uri) throws ParseException {
        String user = account.parts().user();
        int use = account.nextUse();
        String clientNonce = token();
        AuthorizationHeader credentials = headers.createAuthorizationHeader("Digest");
        credentials.setUsername(user);
        credentials.setRealm(account.realm());
        credentials.setNonce(account.nonce());
        credentials.setURI(uri);
        credentials.setAlgorithm("MD5");
        credentials.setQop("auth");
        credentials.setNonceCount(use);
        credentials.setCNonce(clientNonce);
        credentials.setResponse(Digest.response(user, CalleeAnswers.password(user), account.realm(), account.nonce(),
                String.format("%08x", use), clientNonce, Request.REGISTER, uri.toString()));
        return credentials;
    }

    private static String token() {
        return Long.toHexString(ThreadLocalRandom.current().nextLong());
    }
}
