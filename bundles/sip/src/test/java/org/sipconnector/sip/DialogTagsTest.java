/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.sip.RawPeer.Message;

/** Both tags tell a dialog (RFC 3261 section 12, RFC 3891 section 3): who knows one of them only cannot end or take it over. */
class DialogTagsTest extends CallOverWire {

    @ParameterizedTest
    @ValueSource(strings = {"BYE", "INFO", "UPDATE", "INVITE", "OPTIONS"})
    void aRequestWithAnotherFromTagIsOfNoDialog(String method) throws IOException {
        Message invite = established();
        peer.request(invite, method, "stranger", 7, "");
        assertThat(peer.read("SIP/2.0 4").head()).startsWith("SIP/2.0 481");
        hangUp();
    }

    @Test
    void aReplacesWithAnotherFromTagReplacesNothing() throws IOException {
        Message invite = established();
        String ours = invite.header("From").replaceAll(".*tag=", "");
        peer.outside("INVITE", "sip:alice@sip.test", "Replaces: " + invite.header("Call-ID") + ";to-tag=" + ours + ";from-tag=stranger");
        peer.read("SIP/2.0 100");
        peer.read("SIP/2.0 481");
        hangUp();
    }
}
