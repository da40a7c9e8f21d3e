/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.ServerEvent.ClientRegistered;
import org.sipconnector.spi.sip.SipEvent.DialogProgress;
import org.sipconnector.spi.sip.SipEvent.IncomingInvite;
import org.sipconnector.spi.sip.SipEvent.Registered;
import org.sipconnector.spi.sip.SipEvent.RequestAnswered;

/** While it is not sure that this process has a connector, nothing is sent for it; when it is again, what waited is. */
class UnsentMessagesTest {

    private static final String OFFER = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";

    @RegisterExtension
    final SipFixture fixture = new SipFixture();

    private final AtomicLong until = new AtomicLong();

    /** A framework whose only service are the times. */
    private static BundleContext framework(ConcurrentMap<String, AtomicLong> times) {
        ClassLoader loader = UnsentMessagesTest.class.getClassLoader();
        Object reference = Proxy.newProxyInstance(loader, new Class<?>[] {ServiceReference.class}, (proxy, method, arguments) -> null);
        return (BundleContext) Proxy.newProxyInstance(loader, new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getServiceReferences" -> List.of(reference);
                    case "getService" -> times;
                    default -> null;
                });
    }

    private Loopback shared(Transport transport) throws Exception {
        Loopback loopback = fixture.over(transport);
        ConcurrentMap<String, AtomicLong> times = new ConcurrentHashMap<>();
        times.put(loopback.clientOwner().value(), until);
        loopback.client.mayOnlySendAs(framework(times));
        mayNotSend(false);
        return loopback;
    }

    private void mayNotSend(boolean out) {
        until.set(System.nanoTime() + (out ? -1 : TimeUnit.HOURS.toNanos(1)));
    }

    @ParameterizedTest
    @EnumSource
    void aRequestGoesOutWhenTheTimeIsBack(Transport transport) throws Exception {
        Loopback loopback = shared(transport);
        loopback.connectAlice();
        mayNotSend(true);
        loopback.client.register(Loopback.ALICE);
        loopback.client.request(Loopback.ALICE, OutgoingRequest.options("one", "sip:alice@sip.test"));
        // what another connector asks at the same server is answered meanwhile
        UserAgentId other = new UserAgentId("bob-ua");
        loopback.client.start(loopback.serverOwner(), other, loopback.settings("bob", "pw-bob"));
        loopback.client.register(other);
        assertThat(loopback.served.next(ClientRegistered.class).user()).isEqualTo("bob");
        assertThat(loopback.heard.all(Registered.class)).isEmpty();
        assertThat(loopback.heard.all(RequestAnswered.class).stream().filter(each -> each.id().equals("one"))).isEmpty();

        mayNotSend(false);

        assertThat(loopback.served.next(ClientRegistered.class).user()).isEqualTo("alice");
        loopback.heard.next(Registered.class);
        loopback.heard.await(RequestAnswered.class, each -> each.id().equals("one"));
    }

    @Test
    void aCallThatCameMeanwhileIsAnsweredThen() throws Exception {
        Loopback loopback = shared(Transport.TCP);
        UserAgentId atServer = loopback.connectAlice();
        mayNotSend(true);
        DialogId call = new DialogId("in");
        loopback.server.invite(atServer, call, "sip:alice@sip.test", OFFER, List.of());
        DialogId here = loopback.heard.next(IncomingInvite.class).dialog();
        loopback.client.reject(here, 486, Optional.empty(), List.of());
        assertThat(loopback.served.all(DialogProgress.class)).isEmpty();

        mayNotSend(false);

        assertThat(loopback.served.next(org.sipconnector.spi.sip.SipEvent.DialogFailed.class).failure().status()).isEqualTo(486);
    }
}
