/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.FrameworkWiring;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.Secret;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.api.Transport;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.connector.SipConnectorFacade;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.test.ServerProcess;

/** A call with sound and picture is up at a server outside, which sends back what it gets; what must be true of it. */
public abstract class OutsideCallStory {

    private static final ConnectorId ID = ConnectorId.of("caller");

    @Inject
    protected BundleContext context;

    private OutsideServer server;
    private DialogId dialog;
    private String keys = "";

    @Before
    public void callARoom() throws Exception {
        Await.until("media is ready", () -> context.getServiceReference(MediaEngine.class) != null
                && service(MediaEngine.class).health().state() == MediaHealth.State.READY);
        server = new OutsideServer();
        Connector connector = service(Connectors.class).open(ConnectorConfiguration.builder(ID.value())
                .server("127.0.0.1:" + server.port()).domain(ServerProcess.DOMAIN).transport(Transport.WS)
                .account(ServerProcess.USER, Secret.of("pw")).build());
        SipConnectorFacade facade = connector.manager(SipConnectorFacade.class);
        assertTrue(get(facade.connectToServer()).successful());
        get(facade.callToServer("600"));
        Await.until("media comes back", () -> framesReceived() > 0);
        dialog = connector.manager(CallManager.class).snapshot().dialog().orElseThrow();
    }

    @After
    public void hangUp() throws Exception {
        get(connector().close());
        Await.until("the call is gone at the server", () -> server.participants().isEmpty());
        server.close();
    }

    protected final void assertCallGoesOn(String after) throws Exception {
        Await.until("all managers are at work after " + after, () -> context.getServiceReference(UpdateHistory.class) != null
                && service(UpdateHistory.class).missing().isEmpty());
        CallManager call = connector().manager(CallManager.class);
        assertEquals(after, CallState.IN_CALL, call.snapshot().state());
        keys += "1234567890".charAt(keys.length());
        get(connector().manager(SipConnectorFacade.class).sendDtmf(keys.substring(keys.length() - 1)));
        Await.until("the server hears the key after " + after,
                () -> server.participants().equals(" " + ServerProcess.USER + "=" + keys));
        long received = framesReceived();
        Await.until("pictures come back after " + after, () -> framesReceived() > received + 10);
        assertEquals("it is the same call after " + after, dialog, call.snapshot().dialog().orElseThrow());
        assertTrue(after, connector().manager(SipConnectorFacade.class).isRegistered());
    }

    private Connector connector() {
        return service(Connectors.class).find(ID).orElseThrow();
    }

    private long framesReceived() {
        ServiceReference<MediaEngine> engine = context.getServiceReference(MediaEngine.class);
        try {
            return engine == null
                    ? 0
                    : connector().manager(SipConnectorFacade.class).activePeer()
                            .flatMap(context.getService(engine)::flow).map(flow -> flow.framesReceived()).orElse(0L);
        } catch (SipConnectorException beingReplaced) {
            return 0;
        }
    }

    protected final void refresh(Bundle bundle) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(List.of(bundle), event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                done.countDown();
            }
        });
        assertTrue(done.await(60, TimeUnit.SECONDS));
    }

    protected final Bundle named(String name) {
        return Arrays.stream(context.getBundles()).filter(each -> name.equals(each.getSymbolicName())).findFirst().orElseThrow();
    }

    private <T> T service(Class<T> type) {
        return context.getService(context.getServiceReference(type));
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(40, TimeUnit.SECONDS).join();
    }
}
