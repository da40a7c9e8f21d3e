/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.test.Await;
import org.sipconnector.test.CallStory;
import org.sipconnector.test.NewerBundle;

/** What an operator has at the console is there again after everything that is done to the kernel, and nothing is forgotten. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class KernelComesBackIT extends CallStory {

    @Inject
    private SessionFactory sessions;

    @Configuration
    public Option[] container() {
        return new Option[] {KarafContainer.runtime("sip-connector-simulator")};
    }

    @Test
    public void commandsCompletionsHealthAndHistoriesComeBack() throws Exception {
        get(facade.hangUp());
        get(facade.callToServer("601"));
        Bundle kernel = bundle("kernel");
        updateOneManager();

        kernel.stop();
        kernel.start();
        assertAllIsBack("a restart", 1);

        refresh(kernel);
        assertAllIsBack("a refresh", 2);

        try (InputStream newer = NewerBundle.of(kernel)) {
            kernel.update(newer);
        }
        refresh(kernel);
        assertAllIsBack("an update with a refresh", 3);

        kernel.stop();
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(8, TimeUnit.SECONDS)).join();
        kernel.start();
        assertAllIsBack("a stop of 8 s", 4);
    }

    private void updateOneManager() throws Exception {
        Bundle manager = bundle("stats");
        try (InputStream newer = NewerBundle.of(manager)) {
            manager.update(newer);
        }
        Await.until("the manager is at work", () -> history.missing().isEmpty() && !history.updates().isEmpty());
    }

    private void assertAllIsBack(String after, int takeovers) throws Exception {
        Await.until("all managers are at work after " + after, () -> {
            ServiceReference<UpdateHistory> reference = context.getServiceReference(UpdateHistory.class);
            UpdateHistory now = reference == null ? null : context.getService(reference);
            return now != null && now.missing().isEmpty()
                    && now.updates().stream().filter(update -> update.manager().equals("Kernel")).count() >= takeovers;
        });
        Console console = new Console(sessions);
        // Karaf brings commands back in the background when their services are there
        Await.until("the commands are there after " + after, () -> {
            try {
                return console.complete("sip:status").contains("caller") && console.complete("sip:history").contains("caller");
            } catch (Exception notYet) {
                return false;
            }
        });
        assertTrue(after, console.complete("sip:update").stream().anyMatch("CallManager"::equalsIgnoreCase)
                || console.complete("sip:update").contains("call"));
        assertTrue(after, console.run("sip:connectors").contains("caller"));
        String calls = console.run("sip:history caller");
        assertTrue(after + ": " + calls, calls.contains("600"));
        String updates = console.run("sip:updates");
        assertTrue(after + ": " + updates, updates.contains("Stats"));
        assertTrue(after + ": " + updates, updates.contains("Kernel"));
        console.run("sip:health");
        assertEquals(after, List.of(), context.getService(context.getServiceReference(UpdateHistory.class)).missing());
        assertCallGoesOn(after);
    }
}
