/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.CallDefaults;
import org.sipconnector.api.ServerAccess;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.IncomingSession;
import org.sipconnector.api.call.RenegotiationOptions;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.serverapi.ServerApiManager;
import org.sipconnector.test.interop.Case.Step;

/** Does what the statements of a case say. */
final class Run {

    private static final ServerAccess TIMERS =
            new ServerAccess(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), true, false);

    private final Conversation conversation;
    private final Template template;
    /** What the connector was told to do last. */
    private CompletionStage<?> doing;

    Run(Conversation conversation) {
        this.conversation = conversation;
        this.template = new Template(conversation);
    }

    void play(Case script) {
        for (Step step : script.steps()) {
            try {
                play(step);
            } catch (AssertionError | IOException | InterruptedException | RuntimeException failed) {
                throw new AssertionError(script.file() + ":" + step.line() + " '" + step.words() + "': " + failed.getMessage()
                        + "\nThe connector told last: " + conversation.connector().toldLast(), failed);
            }
        }
    }

    private void play(Step step) throws IOException, InterruptedException {
        String rest = template.fill(step.rest());
        switch (step.first()) {
            // the peer
            case "expect" -> expect(step, rest);
            case "await" -> check(named(conversation.await(start(rest)), rest), step);
            case "repetition" -> {
                if (!conversation.peer.nextRepetition().firstLine().startsWith(rest)) {
                    throw new AssertionError("something else was repeated");
                }
            }
            case "answer" -> {
                String[] parts = rest.split(" to ", 2);
                Received request = parts.length == 1 ? conversation.last() : conversation.heard(parts[1]);
                conversation.answer(request, parts[0], headers(step), body(step));
            }
            case "request" -> {
                String[] parts = rest.split(" +");
                conversation.request(parts[0], rest.contains(" outside"),
                        List.of(parts).stream().filter(part -> part.matches("[a-z]+:.*")).findFirst(), headers(step), body(step));
            }
            case "send" -> conversation.send(Connection.bytes(raw(step)));
            case "connected" -> conversation.connected();
            case "close" -> conversation.connection().close();
            case "closed" -> {
                if (!conversation.connection().awaitClosed(ScriptedPeer.PATIENCE_SECONDS)) {
                    throw new AssertionError("the connector does not close the connection");
                }
            }
            case "upgrade" -> conversation.peer
                    .upgrading(request -> WebSocketConnection.upgrade(request).replaceFirst("\r\n\r\n$", "\r\n" + rest + "\r\n\r\n"));
            case "frames" -> webSocket().frames(rest);
            case "frame" -> webSocket().frame(rest.split(" ", 2)[0], rest.contains(" ") ? rest.split(" ", 2)[1] : raw(step));
            case "ponged" -> require(rest.equals(webSocket().pong()), "another pong came, or none", conversation.last());
            case "registers" -> registers();
            // the connector
            case "set" -> set(rest.split(" ", 2));
            case "connect" -> doing = conversation.connector().connection().connect();
            case "stay-connected" -> doing = conversation.connector().manager(AutoConnectorManager.class).start();
            case "call" -> doing = conversation.connector().call().startCall(CallParameters.to(rest));
            case "hangup" -> doing = conversation.connector().call().endCall();
            case "renegotiate" -> doing = conversation.connector().call().renegotiate(rest.equals("update")
                    ? RenegotiationOptions.WAITING.usingUpdate()
                    : RenegotiationOptions.WAITING);
            case "restart-ice" -> doing = conversation.connector().call().restartIce();
            case "dtmf" -> doing = conversation.connector().manager(ServerApiManager.class).sendDtmf(rest);
            case "pickup" -> pickup();
            case "decline" -> decline(rest);
            case "disconnect" -> doing = conversation.connector().connection().disconnect();
            case "done" -> RealConnector.got(doing);
            case "fails" -> fails(rest);
            case "told" -> told(rest);
            case "untold" -> untold(rest);
            case "registered" -> conversation.connector().becomes(() -> conversation.connector().connection().isRegistered(), "registered");
            case "unregistered" -> conversation.connector().becomes(() -> !conversation.connector().connection().isRegistered(), "unregistered");
            case "in-call" -> conversation.connector().becomes(() -> conversation.connector().call().isCallActive(), "in a call");
            case "no-call" -> conversation.connector().becomes(() -> !conversation.connector().call().isCallActive(), "out of the call");
            default -> throw new IllegalArgumentException("no statement begins with '" + step.first() + "'");
        }
    }

    private WebSocketConnection webSocket() {
        return (WebSocketConnection) conversation.connection();
    }

    private void expect(Step step, String rest) throws IOException, InterruptedException {
        if (rest.equals("nothing")) {
            conversation.expectNothing();
        } else if (rest.equals("silence")) {
            conversation.peer.saidNothing();
        } else {
            check(named(conversation.expect(start(rest)), rest), step);
        }
    }

    private static String start(String rest) {
        return rest.replaceAll(" as \\S+$", "");
    }

    private Received named(Received message, String rest) {
        if (rest.contains(" as ")) {
            conversation.name(rest.replaceAll("^.* as ", ""));
        }
        return message;
    }

    private void check(Received message, Step step) {
        for (String line : step.below()) {
            String[] words = template.fill(line).split(" ", 3);
            if (words[0].equals("no")) {
                require(message.find(words[1]).isEmpty(), words[1] + " is there", message);
                continue;
            }
            String found = switch (words[0]) {
                case "body" -> message.body();
                case "first" -> message.firstLine();
                default -> String.join(", ", message.all(words[0]));
            };
            boolean holds = switch (words[1]) {
                case "is" -> found.equals(words[2]);
                case "has" -> found.contains(words[2]);
                case "lacks" -> !found.contains(words[2]);
                case "like" -> found.matches("(?s)" + words[2]);
                default -> throw new IllegalArgumentException("'" + words[1] + "' is none of is, has, lacks, like");
            };
            require(holds, words[0] + " '" + found + "' does not fulfil: " + words[1] + " " + words[2], message);
        }
    }

    private static void require(boolean holds, String otherwise, Received message) {
        if (!holds) {
            throw new AssertionError(otherwise + "\n" + message);
        }
    }

    private List<String> headers(Step step) {
        return step.below().stream().filter(line -> !line.startsWith("|") && !line.startsWith("body ")).map(template::fill).toList();
    }

    private String body(Step step) {
        Optional<String> whole = step.below().stream().filter(line -> line.startsWith("body ")).findFirst();
        return whole.map(line -> template.fill(line.substring(5))).orElseGet(() -> {
            StringBuilder lines = new StringBuilder();
            step.below().stream().filter(line -> line.startsWith("|"))
                    .forEach(line -> lines.append(template.fill(line.substring(1).stripLeading())).append("\r\n"));
            return lines.toString().replace("\r\n\r\n\r\n", "\r\n\r\n");
        });
    }

    /** Lines as written, each ended by CRLF unless it ends with a backslash; an empty one is written {@code |}. */
    private String raw(Step step) {
        List<String> lines = new ArrayList<>();
        for (String line : step.below()) {
            String text = template.fill(line.equals("|") ? "" : line);
            lines.add(text.endsWith("\\") ? text.substring(0, text.length() - 1) : text + "\r\n");
        }
        return String.join("", lines).replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t").replace("\\0", "\0");
    }

    private void registers() throws IOException, InterruptedException {
        doing = conversation.connector().connection().connect();
        Received register = conversation.expect("REGISTER");
        conversation.answer(register, "200 OK", List.of("Contact: " + register.header("Contact")), "");
        RealConnector.got(doing);
    }

    private void set(String[] words) {
        switch (words[0]) {
            case "registerExpires" -> conversation.configuration().registerExpires(Integer.parseInt(words[1]));
            case "register" -> conversation.configuration().register(Boolean.parseBoolean(words[1]));
            case "sessionTimers" -> conversation.configuration().access(TIMERS);
            case "gruu" -> conversation.configuration().access(new ServerAccess(Optional.empty(), Optional.empty(),
                    Optional.empty(), Optional.empty(), false, true));
            case "outboundProxy" -> conversation.configuration().access(new ServerAccess(Optional.empty(),
                    Optional.of(words[1]), Optional.empty(), Optional.empty(), false, false));
            case "call.autoRedial" -> conversation.configuration().call(new CallDefaults(CallDefaults.STANDARD.audio(),
                    CallDefaults.STANDARD.video(), Boolean.parseBoolean(words[1])));
            default -> throw new IllegalArgumentException("'" + words[0] + "' cannot be set by a case");
        }
    }

    private IncomingCallManager incoming() {
        return conversation.connector().manager(IncomingCallManager.class);
    }

    private void pickup() throws InterruptedException {
        conversation.connector().becomes(() -> incoming().isAvailableIncomingCall(), "called");
        IncomingSession session = RealConnector.got(incoming().extract());
        doing = conversation.connector().call().answer(session, CallParameters.answering());
    }

    private void decline(String status) throws InterruptedException {
        conversation.connector().becomes(() -> incoming().isAvailableIncomingCall(), "called");
        doing = status.isEmpty() ? incoming().decline() : incoming().decline(Integer.parseInt(status));
    }

    private void fails(String text) throws InterruptedException {
        try {
            RealConnector.got(doing);
        } catch (AssertionError failed) {
            if (String.valueOf(failed.getCause()).contains(text)) {
                return;
            }
            throw failed;
        }
        throw new AssertionError("it succeeded");
    }

    private void told(String rest) throws InterruptedException {
        String[] parts = rest.split(" has ", 2);
        conversation.connector().told(event -> named(event, parts[0]) && (parts.length == 1 || event.toString().contains(parts[1])), rest);
    }

    private void untold(String name) {
        conversation.connector().told().stream().filter(event -> named(event, name)).findFirst().ifPresent(event -> {
            throw new AssertionError("the connector told " + event);
        });
    }

    private static boolean named(org.sipconnector.api.Event event, String name) {
        return event.getClass().getSimpleName().equals(name) || event.name().equals(name);
    }
}
