/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.sipconnector.test.OutsideCallStory;
import org.sipconnector.test.NewerBundle;

/** What takes all of our components away at once, kernel and foundations, while a call is up. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class AllAtOnceIT extends OutsideCallStory {

    @Configuration
    public Option[] container() {
        return new Option[] {KarafContainer.runtime("sip-connector")};
    }

    @Test
    public void theCallGoesOnAcrossARestartOfTheComponentRuntime() throws Exception {
        Bundle scr = named("org.apache.felix.scr");
        scr.stop();
        scr.start();

        assertCallGoesOn("a restart of SCR");
    }

    @Test
    public void theCallGoesOnAcrossARefreshOfTheComponentRuntime() throws Exception {
        refresh(named("org.apache.felix.scr"));

        assertCallGoesOn("a refresh of SCR");
    }

    @Test
    public void theCallGoesOnWhenTheComponentRuntimeIsStoppedForSomeSeconds() throws Exception {
        stopForSomeSeconds(named("org.apache.felix.scr"));

        assertCallGoesOn("a stop of SCR for some seconds");
    }

    @Test
    public void theCallGoesOnWhenConfigurationAdminIsStoppedForSomeSeconds() throws Exception {
        stopForSomeSeconds(named("org.apache.felix.configadmin"));

        assertCallGoesOn("a stop of Configuration Admin for some seconds");
    }

    @Test
    public void theCallGoesOnAcrossARefreshOfJackson() throws Exception {
        refresh(named("com.fasterxml.jackson.core.jackson-databind"));

        assertCallGoesOn("a refresh of Jackson");
    }

    @Test
    public void theCallGoesOnAcrossARefreshOfNetty() throws Exception {
        refresh(named("io.netty.common"));

        assertCallGoesOn("a refresh of Netty");
    }

    @Test
    public void theCallGoesOnAcrossARefreshOfMediaWithAServerOutside() throws Exception {
        refresh(named("org.sipconnector.media"));

        assertCallGoesOn("a refresh of media");
    }

    /** The second engine is ended while it makes the call's connection again. */
    @Test
    public void theCallGoesOnAcrossAnUpdateOfMediaWithARefresh() throws Exception {
        Bundle media = named("org.sipconnector.media");
        try (InputStream newer = NewerBundle.of(media)) {
            media.update(newer);
        }
        refresh(media);

        assertCallGoesOn("an update of media with a refresh");
    }

    @Test
    public void theCallGoesOnAcrossARestartOfTheLog() throws Exception {
        Bundle log = named("org.ops4j.pax.logging.pax-logging-log4j2");
        log.stop();
        log.start();

        assertCallGoesOn("a restart of Pax Logging");
    }

    @Test
    public void theCallGoesOnWhenMediaIsUpdatedWhileThereIsNoKernel() throws Exception {
        Bundle kernel = named("org.sipconnector.kernel");
        Bundle media = named("org.sipconnector.media");
        kernel.stop();
        try (InputStream newer = NewerBundle.of(media)) {
            media.update(newer);
        }
        kernel.start();

        assertCallGoesOn("an update of media without a kernel");
    }

    private static void stopForSomeSeconds(Bundle bundle) throws Exception {
        bundle.stop();
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(3, TimeUnit.SECONDS)).join();
        bundle.start();
    }
}
