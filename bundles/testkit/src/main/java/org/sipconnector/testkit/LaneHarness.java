/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.ConfigurationChanged;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorConfigurationBuilder;
import org.sipconnector.api.Event;
import org.sipconnector.api.IceServer;
import org.sipconnector.api.Secret;
import org.sipconnector.api.ServerAccess;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.internal.foundation.StableFoundation;
import org.sipconnector.kernel.internal.lane.CodeSwitch;
import org.sipconnector.kernel.internal.lane.Holding;
import org.sipconnector.kernel.internal.lane.LaneCore;
import org.sipconnector.kernel.internal.lane.LaneKeeper;
import org.sipconnector.kernel.internal.lane.LaneImage;
import org.sipconnector.kernel.internal.lane.LaneRuntime;
import org.sipconnector.kernel.internal.store.StoredConnector;
import org.sipconnector.spi.foundation.Foundation;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.spi.sip.SipUserAgents;
import org.sipconnector.spi.standby.HeldConnector;

/**
 * One connector's lane on the test's own thread, with virtual time and recorded foundations. Every method runs the lane
 * until nothing is left to do at the present time.
 */
public final class LaneHarness extends RecordedLane {

    private static final int NEVER = 0;
    private static final int MOST_TURNS = 100_000;

    private final VirtualTime time = new VirtualTime();
    private final Deque<Runnable> ready = new ArrayDeque<>();
    private final Map<Class<?>, ManagerFactory> factories = new LinkedHashMap<>();
    private final Map<Class<?>, Manager> known = new LinkedHashMap<>();
    private final Map<String, Object> answers = new HashMap<>();
    private final int replaceAfter;
    private final FormerImages images = new FormerImages();
    private int messages;
    private int messagesATurn = 1;
    private long ids;
    private double random = 0.5;
    private LaneCore lane;
    private ConnectorConfiguration configuration = standardConfiguration().build();

    /** A stage on which no manager is ever replaced. */
    public LaneHarness() {
        this(NEVER);
    }

    LaneHarness(int replaceAfter) {
        this.replaceAfter = replaceAfter;
        answers.put("health", new MediaHealth(MediaHealth.State.READY, ""));
    }

    /** A registering account over WSS with everything a state must not keep or has to write, for tests to vary. */
    public static ConnectorConfigurationBuilder standardConfiguration() {
        return ConnectorConfiguration.builder("test").server("sip.example.org").displayName("Test User")
                .account("1001", Secret.of("secret")).remoteAddress("203.0.113.5")
                .iceServer(new IceServer(List.of("turn:turn.example.org"), Optional.of("1001"), Optional.of(Secret.of("relayed"))))
                .access(new ServerAccess(Optional.empty(), Optional.empty(), Optional.of("me.pem"), Optional.of("me.key"), false, false));
    }

    /** Uses another configuration; to be called before the first manager is installed. */
    public LaneHarness configure(ConnectorConfiguration other) {
        if (lane != null) {
            throw new IllegalStateException("configure before install");
        }
        configuration = other;
        return this;
    }

    /** Changes the configuration, as an operator does. */
    public LaneHarness reconfigure(ConnectorConfiguration changed) {
        ConnectorConfiguration previous = lane().configuration();
        lane().configuration(changed);
        return post(new ConfigurationChanged(previous, changed));
    }

    /** What the lane is is stored when this is done; at once without it. To be called when it has managers. */
    public LaneHarness storedWith(CompletionStage<Void> writing) {
        lane().keptBy(new LaneKeeper() {

            @Override
            public void changed() {
                // written when somebody asks for it
            }

            @Override
            public boolean keeps() {
                return true;
            }

            @Override
            public CompletionStage<Void> store(boolean atOnce) {
                return writing;
            }
        });
        return this;
    }

    /** Puts managers on the lane. */
    public LaneHarness install(ManagerFactory... managers) {
        for (ManagerFactory factory : managers) {
            factories.put(factory.api(), factory);
            arrive(new Watched(factory, known::put));
        }
        return this;
    }

    /** The SIP foundation, recording. */
    public SipUserAgents sip() {
        return foundation(SipUserAgents.class);
    }

    /** The media foundation, recording. */
    public MediaEngine media() {
        return foundation(MediaEngine.class);
    }

    /** Any foundation, recording. */
    public <F> F foundation(Class<F> api) {
        F recorded = RecordedFoundation.of(api, this::record, answers);
        return recorded instanceof Foundation foundation ? api.cast(new StableFoundation(foundation).proxy()) : recorded;
    }

    /** A foundation that acts: its commands are recorded, then done by this one. What comes of them it {@link #enqueue}s. */
    public <F extends Foundation> F foundation(Class<F> api, F acting) {
        return api.cast(new StableFoundation((Foundation) RecordedFoundation.of(api, this::record, acting)).proxy());
    }

    /** What readings of that name answer. */
    public LaneHarness answer(String reading, Object value) {
        answers.put(reading, value);
        return this;
    }

    /** What {@code lane.random()} gives, from 0 to 1. */
    public LaneHarness random(double value) {
        random = value;
        return this;
    }

    public <M> M manager(Class<M> api) {
        return lane().proxy(api);
    }

    /** An event from a foundation or from outside. */
    public LaneHarness post(Event event) {
        settle();
        lane().post(event);
        return settle();
    }

    /** The same, but what is ready waits: for acting foundations, and for tests of messages that cross. */
    public LaneHarness enqueue(Event event) {
        lane().post(event);
        return this;
    }

    /** Does this when so much time has passed; for acting foundations. It is none of the {@link #timers}. */
    public LaneHarness afterwards(Duration duration, Runnable task) {
        time.afterwards(duration, task);
        return this;
    }

    /** How many messages the lane works off before anything else runs, such as what listeners are told; one without this. */
    public LaneHarness messagesATurn(int messages) {
        messagesATurn = messages;
        return this;
    }

    /** Runs the next one of what is ready: a message of the lane, or what settles a client's promise; false when nothing is. */
    public boolean turn() {
        Runnable next = ready.poll();
        if (next != null) {
            next.run();
        }
        return next != null;
    }

    public LaneHarness advance(Duration duration) {
        settle();
        Instant limit = time.now().plus(duration);
        while (time.runNextUntil(limit)) {
            settle();
        }
        return this;
    }

    /** Runs what is ready and the next one of what is due within this time; false when nothing is. */
    public boolean runNext(Duration within) {
        settle();
        boolean ran = time.runNextUntil(time.now().plus(within));
        settle();
        return ran;
    }

    /** Runs what is ready. Calls of managers are worked off by this, and by every other method of the stage. */
    @Override
    public LaneHarness settle() {
        for (int turn = 0; !ready.isEmpty(); turn++) {
            if (turn > MOST_TURNS) {
                throw new AssertionError("the lane does not come to rest");
            }
            ready.poll().run();
        }
        if (lane != null && lane.lastFailure() != null) {
            throw new AssertionError("a manager threw", lane.lastFailure());
        }
        return this;
    }

    /** The value of a stage that must be there by now. */
    public <T> T result(CompletionStage<T> stage) {
        settle();
        if (!stage.toCompletableFuture().isDone()) {
            throw new AssertionError("not done yet");
        }
        return stage.toCompletableFuture().join();
    }

    /** The error of a stage that must have failed by now. */
    public Throwable failure(CompletionStage<?> stage) {
        try {
            result(stage);
        } catch (CompletionException e) {
            return e.getCause();
        } catch (RuntimeException e) {
            return e;
        }
        throw new AssertionError("succeeded");
    }

    public boolean pending(CompletionStage<?> stage) {
        settle();
        return !stage.toCompletableFuture().isDone();
    }

    /** Ends the lane, as its connector's end does. */
    public LaneHarness close() {
        settle();
        lane().onLane(lane::close);
        return settle();
    }

    public Instant now() {
        return time.now();
    }

    /** How many timers run. */
    public int timers() {
        settle();
        return time.pending();
    }

    /** How many promises are open and how many clients' objects are kept. */
    public int held() {
        settle();
        return lane().held();
    }

    /** Managers that show something else than they are, a line each: something was changed and not shown. */
    public List<String> unshown() {
        settle();
        return Unshown.of(known, lane()::proxy);
    }

    /** Hands every manager over to a successor now, through its bytes. */
    public LaneHarness replaceAll() {
        settle();
        lane().onLane(this::replace);
        return settle();
    }

    /** The connector as its kernel leaves it; nothing goes on here. */
    public HeldConnector leave() {
        settle();
        HeldConnector[] held = new HeldConnector[1];
        lane().onLane(() -> held[0] = Holding.leave(lane));
        settle();
        return held[0];
    }

    /**
     * Goes on in another process, through the bytes that outlive this one. What was asked of managers before is never heard of again.
     *
     * @param gap     how long no process has the connector
     * @param longest a gap that the other side bears
     */
    public LaneHarness restart(Duration gap, Duration longest) {
        return goOn(StoredConnector.of(leave(), List.of(), now()), gap, longest);
    }

    /** From now on as many former messages may be lost when the process is {@link #kill}ed. */
    public LaneHarness keepImages(int most) {
        images.keep(most);
        return this;
    }

    /**
     * The same after the process ended without a word.
     *
     * @param lost how many messages had been worked off since the lane was kept, if it was kept so long ago
     */
    public LaneHarness kill(int lost, Duration gap, Duration longest) {
        settle();
        LaneImage image = images.take(lane(), lost);
        leave();
        return goOn(new StoredConnector(image.held(), List.of(), Map.of(), image.at()), gap, longest);
    }

    private LaneHarness goOn(StoredConnector connector, Duration gap, Duration longest) {
        byte[] stored = connector.toBytes();
        lane = null;
        time.pass(gap);
        HeldConnector resumed = StoredConnector.fromBytes(stored, name -> factories.keySet().stream()
                .filter(api -> api.getName().equals(name)).findFirst()).resumed(now(), now().minus(gap), longest);
        lane().onLane(() -> Holding.takeUp(lane, resumed));
        settle();
        resumed.takenUpBy(new Holding.TakenUp(lane, () -> CompletableFuture.completedStage(null)));
        factories.values().forEach(factory -> arrive(new Watched(factory, known::put)));
        return settle();
    }

    /**
     * Hands a manager over as if a former version had written its state.
     *
     * @param shape the state's record as that version knew it
     */
    public LaneHarness adoptFromFormer(Class<?> api, Class<? extends Record> shape) {
        settle();
        arrive(new FormerShape(factories.get(api), shape));
        return this;
    }

    /** Everything a manager is now. */
    public Handover state(Class<?> api) {
        settle();
        return known.get(api).handOver();
    }

    /** Has a manager go on with a state that was written elsewhere, as if it had been its own. */
    public LaneHarness adopt(Class<?> api, Handover state) {
        settle();
        arrive(new Watched(new WrittenState(factories.get(api), state), known::put));
        return this;
    }

    /** The managers' code, by API. */
    Map<Class<?>, ManagerFactory> factories() {
        return factories;
    }

    /** Messages worked off so far. */
    int messages() {
        return messages;
    }

    @Override
    LaneCore lane() {
        if (lane == null) {
            LaneRuntime runtime = new LaneRuntime(ready::add, ready::add, time, any -> random, () -> ++ids,
                    () -> new LaneRuntime.Limits(Duration.ofSeconds(30), 10_000, messagesATurn));
            lane = new LaneCore(configuration, runtime, event -> published(event, ready::add));
            lane.afterEachMessage(this::boundary);
        }
        return lane;
    }

    private void arrive(ManagerFactory factory) {
        Throwable[] failure = new Throwable[1];
        lane().onLane(() -> failure[0] = CodeSwitch.arrive(lane, factory));
        settle();
        if (failure[0] != null) {
            throw new AssertionError(factory.api().getSimpleName() + " could not start", failure[0]);
        }
    }

    private void boundary() {
        messages++;
        images.note(lane);
        if (messages == replaceAfter) {
            replace();
        }
    }

    private void replace() {
        factories.values().forEach(factory -> {
            Throwable failure = CodeSwitch.arrive(lane, new Watched(factory, known::put));
            if (failure != null) {
                throw new AssertionError(factory.api().getSimpleName() + " could not be handed over", failure);
            }
        });
    }
}
