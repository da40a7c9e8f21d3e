/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.Event;
import org.sipconnector.spi.foundation.JumpingAhead;
import org.sipconnector.spi.standby.HeldConnector;
import org.sipconnector.spi.standby.HeldFoundation;
import org.sipconnector.spi.standby.HeldManager;
import org.sipconnector.spi.standby.HeldMessage;
import org.sipconnector.spi.standby.HeldStep;
import org.sipconnector.spi.store.ProcessRestarted;
import org.sipconnector.spi.store.ProcessRestartedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connector as bytes. Clients' promises and functions are not among them: who waits for the former process waits no more.
 *
 * @param held   the connector
 * @param events that its lane had not worked off
 * @param left   what foundations left of it, by the names of their contracts
 * @param saved  when it was at rest
 */
public record StoredConnector(HeldConnector held, List<HeldMessage.Posted> events, Map<Set<String>, Object> left, Instant saved) {

    private static final Logger LOG = LoggerFactory.getLogger(StoredConnector.class);
    private static final CBORMapper BYTES = new CBORMapper();
    private static final int VERSION = 1;
    private static final Duration UNKNOWN_AGE = Duration.ofDays(1);
    private static final long LEAST_IDS = 1_000;
    private static final long IDS_A_SECOND = 100;

    public StoredConnector {
        events = List.copyOf(events);
    }

    /**
     * What a kernel left of one connector. What clients wait for fails: the process may go on without the framework.
     *
     * @param foundations what they left of all connectors
     */
    public static StoredConnector of(HeldConnector held, List<HeldFoundation> foundations, Instant now) {
        return of(held, foundations, new ProcessRestartedException(), now);
    }

    /**
     * The same.
     *
     * @param reason what clients hear who wait, or go on asking
     */
    public static StoredConnector of(HeldConnector held, List<HeldFoundation> foundations, RuntimeException reason, Instant now) {
        // others may still post while this is written
        List<HeldMessage.Posted> events = new CopyOnWriteArrayList<>();
        held.promises().forEach(promise -> promise.settle().accept(null, reason));
        held.takenUpBy(new HeldMessages(message -> {
            if (message instanceof HeldMessage.Posted event) {
                events.add(event);
            } else if (message instanceof HeldMessage.Request request && request.promise() != null) {
                request.promise().settle().accept(null, reason);
            }
        }));
        Map<Set<String>, Object> left = new LinkedHashMap<>();
        for (HeldFoundation foundation : foundations) {
            Optional.ofNullable(foundation.left().get(held.id())).ifPresent(its -> left.put(foundation.contracts(), its));
        }
        return new StoredConnector(held, events, left, now);
    }

    /**
     * The same of a connector that is left to somebody besides: nothing is settled, and what waits goes on waiting.
     *
     * @param left what foundations would leave of it, by the names of their contracts
     */
    static StoredConnector copyOf(HeldConnector held, Map<Set<String>, Object> left, Instant now) {
        List<HeldMessage.Posted> events = held.waiting().stream().filter(HeldMessage.Posted.class::isInstance).map(HeldMessage.Posted.class::cast)
                .toList();
        return new StoredConnector(held, events, left, now);
    }

    /**
     * The connector as another process goes on with it: what its timers have left after the gap, and as messages what it had not
     * worked off, when the gap began, and that nothing will come of what managers waited for.
     *
     * @param end     when the former process was at work last, as far as anybody knows; before {@code saved} when that is not known
     * @param longest a gap that the other side bears; after a longer one what was is over
     */
    public HeldConnector resumed(Instant now, Instant end, Duration longest) {
        Duration age = age(now);
        Instant ended = end.isAfter(saved) ? end : saved;
        HeldConnector resumed = new HeldConnector(held.configuration(), held.managers().stream().map(manager -> later(manager, age)).toList(),
                held.kept(), List.of(), held.steps());
        events.forEach(resumed::add);
        resumed.add(new HeldMessage.Posted(new ProcessRestarted(ended, between(ended, now).compareTo(longest) > 0)));
        held.steps().forEach(step -> resumed.add(new HeldMessage.Answer(step.manager(), step.key(), null, new ProcessRestartedException())));
        return resumed;
    }

    /** The same, told by the clock of this process. */
    public StoredConnector savedAt(Instant time) {
        return new StoredConnector(held, events, left, time);
    }

    /** What foundations left, beyond all that may have been used since. */
    public Map<Set<String>, Object> leftAhead(Instant now) {
        Duration age = age(now);
        Map<Set<String>, Object> ahead = new LinkedHashMap<>();
        left.forEach((contracts, its) -> ahead.put(contracts, its instanceof JumpingAhead counters ? counters.jumpedAhead(age) : its));
        return ahead;
    }

    /** How long others may have gone on from what was saved; when the clock was set back nobody knows. */
    private Duration age(Instant now) {
        return saved.isAfter(now) ? UNKNOWN_AGE : between(saved, now);
    }

    private static Duration between(Instant earlier, Instant later) {
        return earlier.isBefore(later) ? Duration.between(earlier, later) : Duration.ZERO;
    }

    private static HeldManager later(HeldManager manager, Duration age) {
        List<HeldManager.HeldTimer> timers = manager.timers().stream()
                .map(timer -> new HeldManager.HeldTimer(timer.name(), less(timer.left(), age))).toList();
        HeldManager.IdSource ids = manager.ids();
        // the former process may have given more ids than it has kept
        return new HeldManager(manager.api(), manager.order(), manager.state(), manager.snapshot(),
                new HeldManager.IdSource(ids.base(), ids.count() + LEAST_IDS + IDS_A_SECOND * age.toSeconds(), ids.random()), timers);
    }

    private static Duration less(Duration left, Duration gap) {
        return left.compareTo(gap) > 0 ? left.minus(gap) : Duration.ZERO;
    }

    /** @throws NotStorableException when its configuration or what foundations left is no data */
    public byte[] toBytes() {
        ObjectNode root = BYTES.createObjectNode().put("version", VERSION);
        root.set("saved", StoredValues.write(saved));
        root.set("configuration", StoredValues.write(held.configuration()));
        ArrayNode managers = root.putArray("managers");
        held.managers().forEach(manager -> managers.add(manager(manager)));
        ObjectNode kept = root.putObject("kept");
        held.kept().forEach((id, object) -> storable(object).ifPresent(node -> kept.set(id, node)));
        ArrayNode posted = root.putArray("events");
        events.forEach(event -> storable(event.event()).ifPresent(posted::add));
        ArrayNode steps = root.putArray("steps");
        held.steps().forEach(step -> steps.addObject().put("manager", step.manager()).put("key", step.key()));
        ArrayNode foundations = root.putArray("foundations");
        left.forEach((contracts, content) -> {
            ObjectNode foundation = foundations.addObject();
            ArrayNode names = foundation.putArray("contracts");
            contracts.stream().map(StoredTypes::contract).forEach(names::add);
            foundation.set("left", StoredValues.write(content));
        });
        return bytes(root);
    }

    /** A configuration as bytes: the same ones for the same configuration. */
    public static byte[] bytesOf(ConnectorConfiguration configuration) {
        return bytes(StoredValues.write(configuration));
    }

    private static byte[] bytes(JsonNode root) {
        try {
            return BYTES.writeValueAsBytes(root);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Optional<JsonNode> storable(Object object) {
        try {
            return Optional.of(StoredValues.write(object));
        } catch (NotStorableException e) {
            LOG.debug("{}: not kept beyond the process: {}", held.id(), e.getMessage());
            return Optional.empty();
        }
    }

    private ObjectNode manager(HeldManager manager) {
        ObjectNode node = BYTES.createObjectNode().put("api", manager.api().getName()).put("order", manager.order())
                .put("state", manager.state()).put("base", manager.ids().base()).put("count", manager.ids().count())
                .put("random", manager.ids().random());
        storable(manager.snapshot()).ifPresent(snapshot -> node.set("snapshot", snapshot));
        ArrayNode timers = node.putArray("timers");
        manager.timers().forEach(timer -> timers.addObject().put("name", timer.name()).set("left", StoredValues.write(timer.left())));
        return node;
    }

    /**
     * Reads what {@link #toBytes} has written.
     *
     * @param apis finds the API of a manager; one that is not installed any more is left out
     * @throws IllegalArgumentException when it cannot be read
     */
    public static StoredConnector fromBytes(byte[] bytes, ManagerApis apis) {
        try {
            JsonNode root = BYTES.readTree(bytes);
            if (root.path("version").asInt() != VERSION) {
                throw new IllegalArgumentException("version " + root.path("version") + " of a stored connector is not known here");
            }
            return read(root, apis);
        } catch (IOException | ClassCastException | NullPointerException e) {
            throw new IllegalArgumentException("not the bytes of a connector", e);
        }
    }

    private static StoredConnector read(JsonNode root, ManagerApis apis) {
        List<HeldManager> managers = new ArrayList<>();
        root.get("managers").forEach(node -> apis.find(node.get("api").textValue()).ifPresent(api -> managers.add(manager(node, api))));
        Map<String, Object> kept = new HashMap<>();
        root.get("kept").fields().forEachRemaining(
                field -> StoredValues.unlessUnknown(() -> kept.put(field.getKey(), StoredValues.read(field.getValue()))));
        List<HeldStep> steps = new ArrayList<>();
        root.get("steps").forEach(node -> steps.add(new HeldStep(node.get("manager").textValue(), node.get("key").textValue())));
        List<HeldMessage.Posted> events = new ArrayList<>();
        root.get("events").forEach(
                node -> StoredValues.unlessUnknown(() -> events.add(new HeldMessage.Posted((Event) StoredValues.read(node)))));
        Map<Set<String>, Object> left = new LinkedHashMap<>();
        root.get("foundations").forEach(node -> {
            List<String> contracts = new ArrayList<>();
            node.get("contracts").forEach(name -> contracts.add(StoredTypes.storedContract(name.textValue())));
            StoredValues.unlessUnknown(() -> left.put(Set.copyOf(contracts), StoredValues.read(node.get("left"))));
        });
        HeldConnector held = new HeldConnector((ConnectorConfiguration) StoredValues.read(root.get("configuration")), managers, kept,
                List.of(), steps);
        return new StoredConnector(held, events, left, (Instant) StoredValues.read(root.get("saved")));
    }

    private static HeldManager manager(JsonNode node, Class<?> api) {
        List<HeldManager.HeldTimer> timers = new ArrayList<>();
        node.get("timers").forEach(timer -> timers.add(new HeldManager.HeldTimer(timer.get("name").textValue(),
                (Duration) StoredValues.read(timer.get("left")))));
        List<Object> snapshot = new ArrayList<>();
        if (node.has("snapshot")) {
            StoredValues.unlessUnknown(() -> snapshot.add(StoredValues.read(node.get("snapshot"))));
        }
        try {
            return new HeldManager(api, node.get("order").intValue(), node.get("state").binaryValue(),
                    snapshot.isEmpty() ? null : snapshot.get(0),
                    new HeldManager.IdSource(node.get("base").longValue(), node.get("count").longValue(), node.get("random").longValue()), timers);
        } catch (IOException e) {
            throw new IllegalArgumentException("the state of " + api.getName() + " is no bytes", e);
        }
    }
}
