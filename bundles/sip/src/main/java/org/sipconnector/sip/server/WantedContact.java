/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.server;

import java.util.Locale;
import java.util.Optional;
import org.sipconnector.sip.message.HeaderAddress;
import org.sipconnector.spi.sip.SipFoundationState;

/**
 * A Contact as a REGISTER asks for it.
 *
 * @param seconds that it may hold, 0 to end it
 */
record WantedContact(HeaderAddress named, int seconds) {

    boolean ends() {
        return seconds == 0;
    }

    /** Whether it is to hold, and requests can be sent there. */
    boolean binds() {
        return !ends() && named.routable();
    }

    /** Whether it names that binding: by its flow or by its URI. */
    boolean names(HeaderAddress bound) {
        return key(named).equals(key(bound)) || uriKey(named).equals(uriKey(bound));
    }

    /**
     * What two of the same binding have in common: a flow of an instance (RFC 5626 section 6), else the URI, whose scheme and
     * host have no case (RFC 3261 section 19.1.4).
     */
    static String key(HeaderAddress named) {
        Optional<String> instance = named.parameter("+sip.instance");
        Optional<String> flow = named.parameter("reg-id");
        if (instance.isPresent() && flow.isPresent()) {
            return instance.get() + ' ' + flow.get();
        }
        return uriKey(named);
    }

    private static String uriKey(HeaderAddress named) {
        String uri = withoutHeaders(named.uri());
        int host = uri.lastIndexOf('@') + 1;
        int user = host == 0 ? 0 : uri.indexOf(':') + 1;
        return uri.substring(0, user).toLowerCase(Locale.ROOT) + uri.substring(user, host) + uri.substring(host).toLowerCase(Locale.ROOT);
    }

    /** What a request URI may not have (RFC 3261 section 19.1.1). */
    private static String withoutHeaders(String uri) {
        int headers = uri.indexOf('?', uri.lastIndexOf('@') + 1);
        return headers < 0 ? uri : uri.substring(0, headers);
    }

    SipFoundationState.Binding binding(String user, String callId) {
        return new SipFoundationState.Binding(user, withoutHeaders(named.uri()), named.without("expires") + ";expires=" + seconds, callId,
                seconds);
    }
}
