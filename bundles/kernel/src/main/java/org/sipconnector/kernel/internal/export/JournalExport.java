/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.export;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.Event;
import org.sipconnector.api.Secret;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.internal.foundation.Called;
import org.sipconnector.kernel.internal.journal.Heard;
import org.sipconnector.kernel.internal.journal.Ids;
import org.sipconnector.kernel.internal.journal.Journal;
import org.sipconnector.kernel.internal.journal.Message;
import org.sipconnector.kernel.internal.journal.PendingStep;
import org.sipconnector.kernel.internal.lane.LaneCore;
import org.sipconnector.kernel.internal.replay.ClientFunction;
import org.sipconnector.kernel.internal.replay.Replay;
import org.sipconnector.kernel.internal.reply.LaneReply;
import org.sipconnector.kernel.internal.reply.Replied;
import org.sipconnector.kernel.internal.reply.Replies;
import org.sipconnector.kernel.internal.state.HandoverCodec;

/** A lane's journal as a document, and back. What is no data (a client's function) is written as its class's name. */
public final class JournalExport {

    /** How what an entry is of is written; what is published is of any other type. */
    private static final Map<Class<?>, BiFunction<Journal.Entry, Object, Line>> LINES = Map.ofEntries(
            of(Message.Posted.class, (entry, posted) -> line(entry, "posted", null, posted.event(), null, null)),
            of(Message.Request.class, JournalExport::request),
            of(Message.Timer.class, (entry, timer) -> line(entry, "timer", timer.name(), timer.manager(), null, null)),
            of(Message.Answer.class, JournalExport::answer),
            of(Called.class, JournalExport::called),
            of(Heard.class, (entry, heard) -> line(entry, "heard", null, heard.number(), null, null)),
            of(Replied.class, (entry, replied) -> line(entry, "replied", replied.reply(), data(replied.value()), null, null)));

    private final Document document;
    private final JournalTypes types;

    private JournalExport(Document document, JournalTypes types) {
        this.document = document;
        this.types = types;
    }

    /** What the document consists of. */
    record Document(ConnectorConfiguration configuration, Map<String, State> beginning, List<Line> entries) {}

    record State(byte[] handover, Object snapshot, Ids ids) {}

    /** @param kind which of the fields are used, see {@link #line} */
    record Line(long number, Instant at, String manager, String kind, String name, Object value, List<Object> arguments,
            String reply) {}

    /** On the lane. */
    public static JournalExport of(LaneCore lane) {
        Journal.Segment segment = lane.journal().whole();
        Map<String, State> beginning = new HashMap<>();
        segment.beginning()
                .forEach((manager, image) -> beginning.put(manager, new State(MaskedState.of(image.state()), image.snapshot(), image.ids())));
        return new JournalExport(new Document(lane.configuration(), beginning,
                segment.entries().stream().map(JournalExport::line).toList()), new JournalTypes());
    }

    public void write(OutputStream to) throws IOException {
        JournalJson.mapper(types).writerWithDefaultPrettyPrinter().writeValue(to, document);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param more operations and events beside the product's that it may name, with what is nested in them
     * @throws IOException when the document cannot be read, or names a type that is not one of a journal's
     */
    public static JournalExport read(InputStream from, Class<?>... more) throws IOException {
        JournalTypes types = new JournalTypes(more);
        return new JournalExport(JournalJson.mapper(types).readValue(from, Document.class), types);
    }

    /** The document's journal, to be replayed. */
    public Replay replay(ManagerFactory version) {
        Map<String, Journal.Image> beginning = new HashMap<>();
        document.beginning().forEach((manager, state) -> beginning.put(manager, new Journal.Image(state.handover(), state.snapshot(), state.ids())));
        List<Journal.Entry> entries = document.entries().stream().map(this::entry).toList();
        return new Replay(document.configuration(), version, new Journal.Segment(beginning, entries), Map.of(), Ids::value);
    }

    static Line line(Journal.Entry entry) {
        return LINES.getOrDefault(entry.what().getClass(), JournalExport::published).apply(entry, entry.what());
    }

    private static <T> Map.Entry<Class<?>, BiFunction<Journal.Entry, Object, Line>> of(Class<T> type, BiFunction<Journal.Entry, T, Line> line) {
        return Map.entry(type, (entry, what) -> line.apply(entry, type.cast(what)));
    }

    private static Line request(Journal.Entry entry, Message.Request request) {
        return line(entry, "request", signature(request.method()), request.manager(), data(request.arguments()),
                request.reply() == null ? null : request.reply().id().value());
    }

    private static Line answer(Journal.Entry entry, Message.Answer answer) {
        return line(entry, "answer", answer.manager(), answer.value(), Arrays.asList(answer.step().name(),
                MaskedState.of(HandoverCodec.toBytes(0, answer.step().components())), answer.error()), null);
    }

    private static Line called(Journal.Entry entry, Called called) {
        return line(entry, called.command() ? "command" : "call", signature(called.method()), null, data(called.arguments()), null);
    }

    private static Line published(Journal.Entry entry, Object event) {
        return line(entry, "published", null, event, null, null);
    }

    private static Line line(Journal.Entry entry, String kind, String name, Object value, List<Object> arguments,
            String reply) {
        return new Line(entry.number(), entry.at(), entry.manager(), kind, name, value, arguments, reply);
    }

    private Journal.Entry entry(Line line) {
        Object what = switch (line.kind()) {
            case "posted" -> new Message.Posted((Event) line.value());
            case "request" -> request(line);
            case "timer" -> new Message.Timer((String) line.value(), line.name(), 0);
            case "answer" -> answer(line);
            case "command", "call" -> called(line);
            case "heard" -> new Heard(((Number) line.value()).longValue());
            case "replied" -> new Replied(line.name(), line.value());
            default -> line.value();
        };
        return new Journal.Entry(line.number(), line.at(), line.manager(), what);
    }

    private Message.Request request(Line line) {
        Method method = method(line.name());
        return new Message.Request((String) line.value(), method, arguments(method, line),
                line.reply() == null ? null : new LaneReply<>(line.reply(), new Replies(Runnable::run, noted -> {}), false));
    }

    private Called called(Line line) {
        Method method = method(line.name());
        return new Called(method, arguments(method, line), line.kind().equals("command"));
    }

    private static Message.Answer answer(Line line) {
        ObjectNode components = (ObjectNode) HandoverCodec.fromBytes((byte[]) line.arguments().get(1)).get("state");
        return new Message.Answer(line.name(), new PendingStep((String) line.arguments().get(0), components, List.of()),
                line.value(), (Throwable) line.arguments().get(2));
    }

    private Object[] arguments(Method method, Line line) {
        if (line.arguments() == null) {
            return null;
        }
        Object[] arguments = line.arguments().toArray();
        for (int i = 0; i < arguments.length; i++) {
            Class<?> type = method.getParameterTypes()[i];
            if (type.isInterface() && arguments[i] instanceof String name) {
                arguments[i] = types.function(type, name);
            }
        }
        return arguments;
    }

    private static String signature(Method method) {
        return method.getDeclaringClass().getName() + "#" + withParameters(method);
    }

    private static String withParameters(Method method) {
        return Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).collect(joining(",", method.getName() + "(", ")"));
    }

    /** Documents of former versions say how many parameters it has and not which: the first one is meant. */
    private static String withCount(Method method) {
        return method.getName() + "/" + method.getParameterCount();
    }

    private Method method(String signature) {
        String type = signature.substring(0, signature.indexOf('#'));
        String rest = signature.substring(signature.indexOf('#') + 1);
        return types.find(type).filter(Class::isInterface).stream().flatMap(found -> Arrays.stream(found.getMethods()))
                .filter(method -> rest.equals(withParameters(method)) || rest.equals(withCount(method))).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + signature + "' is no operation of a journal"));
    }

    private static List<Object> data(Object[] values) {
        if (values == null) {
            return null;
        }
        List<Object> written = new ArrayList<>();
        for (Object value : values) {
            written.add(data(value));
        }
        return written;
    }

    /** A client's object that is no data is written as its class's name. */
    private static Object data(Object value) {
        if (value == null) {
            return null;
        }
        Class<?> type = value.getClass();
        boolean data = type.isRecord() || type.isEnum() || type.getName().startsWith("java.")
                || value instanceof Secret;
        return data ? value : ClientFunction.name(value);
    }
}
