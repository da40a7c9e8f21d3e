/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.CallDefaults;
import org.sipconnector.api.ServerAccess;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.RenegotiationOptions;
import org.sipconnector.api.call.RingingInvite;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.serverapi.ServerApiManager;
import org.sipconnector.test.interop.Case.Step;

/** Does what the statements of a case say. */
final class Run {

    private static final ServerAccess TIMERS =
            new ServerAccess(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), true, false);

    private final ServerConversation conversation;
    private final Template template;
    private final WireStatements wire;
    /** What the connector was told to do last. */
    private CompletionStage<?> doing;

    Run(ServerConversation conversation) {
        this.conversation = conversation;
        this.template = new Template(conversation);
        this.wire = new WireStatements(conversation, template);
    }

    void play(Case script) {
        for (Step step : script.steps()) {
            try {
                play(step);
            } catch (AssertionError | IOException | InterruptedException | RuntimeException failed) {
                throw new AssertionError(script.file() + ":" + step.line() + " '" + step.words() + "': " + failed.getMessage()
                        + "\n" + conversation.context(), failed);
            }
        }
    }

    private void play(Step step) throws IOException, InterruptedException {
        String rest = template.fill(step.rest());
        if (wire.play(step, rest)) {
            return;
        }
        switch (step.first()) {
            // the peer
            case "repetition" -> {
                if (!conversation.peer.nextRepetition().firstLine().startsWith(rest)) {
                    throw new AssertionError("something else was repeated");
                }
            }
            case "connected" -> conversation.connected();
            case "upgrade" -> conversation.peer
                    .upgrading(request -> WebSocketConnection.upgrade(request).replaceFirst("\r\n\r\n$", "\r\n" + rest + "\r\n\r\n"));
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
            case "no-call" -> conversation.connector().becomes(() -> conversation.connector().call().snapshot().state() == CallState.IDLE,
                    "out of the call");
            default -> throw new IllegalArgumentException("no statement begins with '" + step.first() + "'");
        }
    }

    private void registers() throws IOException, InterruptedException {
        doing = conversation.connector().connection().connect();
        ReceivedMessage register = conversation.expect("REGISTER");
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
        RingingInvite session = RealConnector.got(incoming().claim());
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
