/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.sip;

import javax.sip.address.SipURI;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.ToHeader;
import javax.sip.header.WWWAuthenticateHeader;
import org.sipconnector.api.Transport;

/** An account of the raw jain-sip candidate: what does not change between its requests, and its last challenge. */
final class RawAccount {

    /** What is made once. */
    record Parts(Transport transport, String host, int port, int number, String user, SipURI registrar, FromHeader from,
            ToHeader to, ContactHeader contact, CallIdHeader callId) {}

    private final Parts parts;
    private final boolean keepsNonce;
    private String realm;
    private String nonce;
    private int uses;
    private boolean answered;
    private long cseq;

    RawAccount(Parts parts, boolean keepsNonce) {
        this.parts = parts;
        this.keepsNonce = keepsNonce;
    }

    Parts parts() {
        return parts;
    }

    int number() {
        return parts.number();
    }

    long nextCSeq() {
        return ++cseq;
    }

    void challenged(WWWAuthenticateHeader challenge) {
        realm = challenge.getRealm();
        nonce = challenge.getNonce();
        uses = 0;
        answered = true;
    }

    /** Whether the request that is refused has answered a challenge already. */
    boolean answered() {
        return answered;
    }

    /** The request has got its last answer. */
    void over() {
        answered = false;
        if (!keepsNonce) {
            nonce = null;
        }
    }

    boolean hasNonce() {
        return nonce != null;
    }

    String realm() {
        return realm;
    }

    String nonce() {
        return nonce;
    }

    int nextUse() {
        return ++uses;
    }
}
