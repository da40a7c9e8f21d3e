/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.sipconnector.api.Event;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.conferencesimulator.media.MediaRegistry;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.spi.sip.SipServers;
import org.sipconnector.spi.sip.SipUserAgents;
import org.sipconnector.testkit.Command;
import org.sipconnector.testkit.RecordedMedia.CreateAnswer;
import org.sipconnector.testkit.RecordedMedia.CreateOffer;
import org.sipconnector.testkit.RecordedMedia.SetRemote;
import org.sipconnector.testkit.RecordedSip.Request;
import org.sipconnector.testkit.RecordedSip.RequestInDialog;

/** Foundations that record commands; clients answer INFO with 200 and the engine describes everything, unless told. */
final class FakeFoundations {

    /** In place of a status: the client's connection is lost. */
    static final int LOST = 0;

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

    SimulatorFoundations all() {
        return new SimulatorFoundations(fake(SipUserAgents.class), fake(SipServers.class), fake(MediaEngine.class),
                new MediaRegistry() {
                    @Override
                    public <T> Runnable register(Class<T> type, String name, T service) {
                        registered.put(name, service);
                        return () -> registered.remove(name);
                    }
                });
    }

    <C extends Command> List<C> commands(Class<C> type) {
        return commands.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <C extends Command> C last(Class<C> type) {
        List<C> all = commands(type);
        if (all.isEmpty()) {
            throw new AssertionError("no " + type.getSimpleName() + " in " + commands);
        }
        return all.get(all.size() - 1);
    }

    /** What kinds of commands were given, in order. */
    List<Class<? extends Command>> commandTypes() {
        return commands.stream().<Class<? extends Command>>map(Command::getClass).toList();
    }

    /** INFO bodies' kinds and headers sent in a dialog, in order. */
    List<String> said(DialogId dialog) {
        return commands(RequestInDialog.class).stream().filter(command -> command.dialog().equals(dialog)).map(RequestInDialog::request)
                .map(request -> request.body().map(SipBody::contentType).orElse("").replaceFirst(".*\\.", "") + " "
                        + request.headers().stream().map(header -> header.value()).toList())
                .toList();
    }

    private <F> F fake(Class<F> api) {
        return api.cast(Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[] {api}, (proxy, method, given) -> {
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, given);
            }
            if (method.getName().equals("health")) {
                return health;
            }
            if (method.getName().equals("flow")) {
                return Optional.empty();
            }
            Command command = Command.of(method, given);
            commands.add(command);
            react(command);
            return method.getReturnType() == void.class ? null : CompletableFuture.completedFuture(null);
        }));
    }

    private void react(Command command) {
        if (command instanceof RequestInDialog info) {
            answer(info.request().id());
        } else if (command instanceof Request request) {
            answer(request.request().id());
        } else if (command instanceof SetRemote set) {
            tell(mediaWorks
                    ? new MediaEvent.RemoteDescriptionSet(set.peer(), set.request(), set.type())
                    : new MediaEvent.PeerCommandFailed(set.peer(), set.request(), "setRemote", "no such codec"));
        } else if (command instanceof CreateAnswer create) {
            sink.accept(new MediaEvent.LocalDescription(create.peer(), create.request(), SdpType.ANSWER, "answer of " + create.peer()));
        } else if (command instanceof CreateOffer create) {
            tell(new MediaEvent.LocalDescription(create.peer(), create.request(), SdpType.OFFER, "offer of " + create.peer()));
        }
    }

    private void tell(MediaEvent event) {
        if (mediaAnswers) {
            sink.accept(event);
        }
    }

    private void answer(String id) {
        UserAgentId client = new UserAgentId("any");
        if (clientAnswers == LOST) {
            sink.accept(new SipEvent.RequestFailed(client, id, SipFailure.system(SipCause.CONNECTION_ERROR, "its connection is lost")));
        } else if (clientAnswers < 300) {
            sink.accept(new SipEvent.RequestAnswered(client, id, clientAnswers, "OK", List.of(), Optional.empty()));
        } else {
            sink.accept(new SipEvent.RequestFailed(client, id,
                    SipFailure.response(clientAnswers, "refused", List.of())));
        }
    }
}
