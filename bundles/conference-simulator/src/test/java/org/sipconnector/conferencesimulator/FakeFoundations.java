/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.sipconnector.api.Event;
import org.sipconnector.api.media.MediaEngine;
import org.sipconnector.api.media.MediaEvent;
import org.sipconnector.api.media.MediaHealth;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.OutgoingRequest;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipEvent;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.api.sip.SipServers;
import org.sipconnector.api.sip.SipUserAgents;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.conferencesimulator.media.MediaRegistry;

/** Foundations that record commands; clients answer INFO with 200 and the engine describes everything, unless told. */
final class FakeFoundations {

    /** A command given to a foundation. */
    record Command(String name, List<Object> arguments) {

        Object argument(int index) {
            return arguments.get(index);
        }
    }

    final List<Command> commands = new ArrayList<>();
    final Map<String, Object> registered = new HashMap<>();
    Consumer<Event> sink = event -> {};
    /** What the client answers to a request, 200 unless a test says otherwise. */
    int clientAnswers = 200;
    /** Whether the engine can describe. */
    boolean mediaWorks = true;
    /** Whether the engine says anything at all. */
    boolean mediaAnswers = true;
    MediaHealth health = new MediaHealth(MediaHealth.State.READY, "");

    SimulatorComponents.Foundations all() {
        return new SimulatorComponents.Foundations(fake(SipUserAgents.class), fake(SipServers.class), fake(MediaEngine.class),
                new MediaRegistry() {
                    @Override
                    public <T> Runnable register(Class<T> type, String name, T service) {
                        registered.put(name, service);
                        return () -> registered.remove(name);
                    }
                });
    }

    List<Command> commands(String name) {
        return commands.stream().filter(command -> command.name().equals(name)).toList();
    }

    Command last(String name) {
        List<Command> all = commands(name);
        if (all.isEmpty()) {
            throw new AssertionError("no " + name + " in " + commands.stream().map(Command::name).toList());
        }
        return all.get(all.size() - 1);
    }

    /** INFO bodies' kinds and headers sent in a dialog, in order. */
    List<String> said(DialogId dialog) {
        return commands("requestInDialog").stream().filter(command -> command.argument(0).equals(dialog))
                .map(command -> (OutgoingRequest) command.argument(1))
                .map(request -> request.body().map(SipBody::contentType).orElse("").replaceFirst(".*\\.", "") + " "
                        + request.headers().stream().map(header -> header.value()).toList())
                .toList();
    }

    private <F> F fake(Class<F> api) {
        return api.cast(Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[] {api}, (proxy, method, given) -> {
            List<Object> arguments = given == null ? List.of() : Arrays.asList(given);
            if (method.getName().equals("health")) {
                return health;
            }
            if (method.getName().equals("flow")) {
                return Optional.empty();
            }
            commands.add(new Command(method.getName(), arguments));
            react(method.getName(), arguments);
            return method.getReturnType() == void.class ? null : CompletableFuture.completedFuture(null);
        }));
    }

    private void react(String command, List<Object> arguments) {
        switch (command) {
            case "requestInDialog" -> answer(((OutgoingRequest) arguments.get(1)).id());
            case "request" -> answer(((OutgoingRequest) arguments.get(1)).id());
            case "setRemote" -> tell(mediaWorks
                    ? new MediaEvent.RemoteDescriptionSet((PeerId) arguments.get(0), (String) arguments.get(1),
                            (SdpType) arguments.get(2))
                    : new MediaEvent.PeerCommandFailed((PeerId) arguments.get(0), (String) arguments.get(1),
                            "setRemote", "no such codec"));
            case "createAnswer" -> sink.accept(new MediaEvent.LocalDescription((PeerId) arguments.get(0),
                    (String) arguments.get(1), SdpType.ANSWER, "answer of " + arguments.get(0)));
            case "createOffer" -> tell(new MediaEvent.LocalDescription((PeerId) arguments.get(0),
                    (String) arguments.get(1), SdpType.OFFER, "offer of " + arguments.get(0)));
            default -> {}
        }
    }

    private void tell(MediaEvent event) {
        if (mediaAnswers) {
            sink.accept(event);
        }
    }

    private void answer(String id) {
        UserAgentId client = new UserAgentId("any");
        if (clientAnswers < 300) {
            sink.accept(new SipEvent.RequestAnswered(client, id, clientAnswers, "OK", List.of(), Optional.empty()));
        } else {
            sink.accept(new SipEvent.RequestFailed(client, id,
                    SipFailure.response(clientAnswers, "refused", List.of())));
        }
    }
}
