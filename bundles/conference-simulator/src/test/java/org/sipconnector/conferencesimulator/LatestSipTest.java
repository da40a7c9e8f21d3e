/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.sipconnector.spi.sip.SipServers;
import org.sipconnector.spi.sip.SipStatistics;
import org.sipconnector.spi.sip.SipUserAgents;

class LatestSipTest {

    private final InstalledSip latest = new InstalledSip();

    @Test
    void whatGivesAnAnswerWaitsForTheNextFoundationToo() {
        CompletionStage<Void> closed = latest.servers().close("x");
        assertThat(closed.toCompletableFuture()).isNotDone();
        assertThat(latest.userAgents().statistics()).isEqualTo(new SipStatistics(0, 0, 0, 0, 0));
        latest.present((SipUserAgents) Proxy.newProxyInstance(SipUserAgents.class.getClassLoader(),
                new Class<?>[] {SipUserAgents.class, SipServers.class},
                (self, method, arguments) -> method.getReturnType() == CompletionStage.class ? CompletableFuture.completedFuture(null) : null));
        assertThat(closed.toCompletableFuture()).isDone();
    }
}
