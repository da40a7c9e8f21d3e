/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.Secret;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.api.connector.SipConnectorFacade;
import org.sipconnector.api.listener.ConnectorListener;
import org.sipconnector.api.session.SessionManager;
import org.sipconnector.api.session.SessionSelectors;
import org.sipconnector.api.session.SystemStatus;
import org.sipconnector.api.subscription.ConnectorEvents;
import org.sipconnector.api.subscription.Subscription;
import org.sipconnector.simulator.ConferenceSimulator;
import org.sipconnector.test.Await;

/** Every way to hear a connector: whiteboard services, subscriptions, stages, the session's parts, EventAdmin's topics. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class EventsIT {

    private static final String SIMULATOR = "org.sipconnector.simulator";
    private static final List<String> STORY = List.of("call:start-call", "call:accepted", "call:confirmed", "call:ended");

    @Inject
    private BundleContext context;

    @Inject
    private Connectors connectors;

    @Inject
    private ConfigurationAdmin configurations;

    private Connector connector;
    private SipConnectorFacade facade;

    @Configuration
    public Option[] container() {
        return new Option[] {FelixContainer.felix("sip-connector", "sip-connector-simulator", "sip-connector-event-bridge")};
    }

    @Before
    public void open() throws Exception {
        Dictionary<String, Object> settings = new Hashtable<>();
        settings.put("wss.port", "0");
        settings.put("users", new String[] {"caller:pw"});
        configurations.getConfiguration(SIMULATOR, "?").update(settings);
        Await.until("simulator listens", () -> context.getServiceReference(ConferenceSimulator.class) != null);
        ConferenceSimulator simulator = context.getService(context.getServiceReference(ConferenceSimulator.class));
        connector = connectors.open(ConnectorConfiguration.builder("heard")
                .server("127.0.0.1:" + simulator.addresses().wssPort().getAsInt()).domain(simulator.addresses().domain())
                .account("caller", Secret.of("pw"))
                .trust(TlsTrust.caFile(simulator.addresses().caFile().orElseThrow().toString())).build());
        Await.until("its facade", () -> connector.has(SipConnectorFacade.class) && connector.has(SessionManager.class));
        facade = connector.manager(SipConnectorFacade.class);
    }

    @After
    public void close() throws Exception {
        get(connector.close());
        configurations.getConfiguration(SIMULATOR, "?").delete();
        Await.until("simulator gone", () -> context.getServiceReference(ConferenceSimulator.class) == null);
    }

    @Test
    public void aWhiteboardServiceHearsTheFamilyAndTheConnectorItAsksFor() throws Exception {
        List<String> family = new CopyOnWriteArrayList<>();
        List<String> others = new CopyOnWriteArrayList<>();
        ServiceRegistration<?> mine = listen(family, "heard", "call:*");
        ServiceRegistration<?> another = listen(others, "another", "call:*");
        call();

        Await.until("the call's story", () -> family.containsAll(STORY));
        assertEquals("in order", STORY, family.stream().filter(STORY::contains).toList());
        assertTrue("of its family alone", family.stream().allMatch(name -> name.startsWith("call:")));
        assertTrue("of no other connector", others.isEmpty());
        mine.unregister();
        another.unregister();
    }

    @Test
    public void subscriptionsStagesAndRacesHearWhatTheyAskForUntilTheyEnd() throws Exception {
        long before = listeners();
        ConnectorEvents events = facade.events();
        List<CallEvent> calls = new CopyOnWriteArrayList<>();
        List<String> named = new CopyOnWriteArrayList<>();
        List<String> once = new CopyOnWriteArrayList<>();
        List<String> raced = new CopyOnWriteArrayList<>();
        Subscription typed = events.on(CallEvent.class, calls::add);
        Subscription byName = events.on("call:*", event -> named.add(event.name()));
        events.once(CallEvent.Accepted.class, event -> once.add(event.name()));
        events.onceRace(List.of(CallEvent.Failed.class, CallEvent.Ended.class), event -> raced.add(event.name()));
        CompletableFuture<ConnectionEvent.Registered> registered = events.waitFor(ConnectionEvent.Registered.class);
        call();
        call();

        assertEquals(200, get(registered).status());
        Await.until("two calls", () -> calls.stream().filter(CallEvent.Ended.class::isInstance).count() == 2);
        Await.until("by name as by type", () -> named.size() == calls.size());
        assertEquals("once", List.of("call:accepted"), once);
        assertEquals("the first of several", List.of("call:ended"), raced);
        typed.close();
        byName.close();
        byName.close();
        assertEquals("listeners left", before, listeners());
    }

    @Test
    public void aPartOfTheSessionIsHeardWhenItChanges() throws Exception {
        List<SystemStatus> statuses = new CopyOnWriteArrayList<>();
        Subscription subscription = connector.manager(SessionManager.class)
                .subscribe(SessionSelectors.SYSTEM_STATUS, statuses::add);
        call();

        Await.until("in a call", () -> statuses.contains(SystemStatus.CALL_ACTIVE));
        Await.until("and out of it", () -> statuses.get(statuses.size() - 1) == SystemStatus.READY_TO_CALL);
        assertTrue("each once: " + statuses, IntStream.range(1, statuses.size())
                .noneMatch(i -> statuses.get(i) == statuses.get(i - 1)));
        subscription.close();
    }

    @Test
    public void eventAdminHandlersHearTopicsWithTheEventAndItsConnector() throws Exception {
        List<String> topics = new CopyOnWriteArrayList<>();
        List<Object> events = new CopyOnWriteArrayList<>();
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(EventConstants.EVENT_TOPIC, new String[] {"org/sipconnector/call/*", "org/sipconnector/connection/registered"});
        properties.put(EventConstants.EVENT_FILTER, "(connector.id=heard)");
        ServiceRegistration<EventHandler> handler = context.registerService(EventHandler.class, event -> {
            topics.add(event.getTopic());
            events.add(event.getProperty("event"));
        }, properties);
        call();

        List<String> story = STORY.stream().map(name -> "org/sipconnector/" + name.replace(':', '/')).toList();
        Await.until("the call's story", () -> topics.containsAll(story));
        assertEquals("in order", story, topics.stream().filter(story::contains).toList());
        assertTrue("the registration", topics.contains("org/sipconnector/connection/registered"));
        assertTrue("the event itself", events.stream().anyMatch(CallEvent.Confirmed.class::isInstance));
        assertFalse("of no other family", topics.stream().anyMatch(topic -> topic.startsWith("org/sipconnector/session")));
        handler.unregister();
    }

    private void call() throws Exception {
        assertTrue(get(facade.connectToServer()).successful());
        get(facade.callToServer("600"));
        Await.until("in its room", () -> facade.manager(SessionManager.class).snapshot().inCall());
        get(facade.hangUp());
    }

    private ServiceRegistration<?> listen(List<String> heard, String id, String names) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(ConnectorListener.CONNECTOR_ID, id);
        properties.put(ConnectorListener.EVENT_NAME, names);
        ConnectorListener listener = (from, event) -> heard.add(event.name());
        return context.registerService(ConnectorListener.class, listener, properties);
    }

    private long listeners() throws Exception {
        ServiceReference<?>[] all = context.getAllServiceReferences(ConnectorListener.class.getName(), null);
        return all == null ? 0 : Arrays.stream(all).filter(each -> each.getProperty(ConnectorListener.CONNECTOR_ID) != null).count();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(40, TimeUnit.SECONDS).join();
    }
}
