/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.conferencestate.ConferenceStateManager;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.connector.SipConnectorFacade;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.presentation.PresentationManager;
import org.sipconnector.api.serverapi.ServerApiManager;
import org.sipconnector.api.session.SessionManager;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.stats.StatsManager;
import org.sipconnector.api.streamhealth.StreamHealthManager;
import org.sipconnector.api.videosendingbalancer.VideoSendingBalancerManager;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;

/** An operation asked for without one of its arguments is refused at once, by the parameter's name, and nothing changes. */
class MissingArgumentsTest {

    private static final List<Class<?>> APIS = List.of(SipConnector.class, SipConnectorFacade.class, ConnectionManager.class,
            ConnectionQueueManager.class, AutoConnectorManager.class, IncomingCallManager.class, CallManager.class,
            CallReconnectManager.class, ConferenceStateManager.class, ServerApiManager.class, PresentationManager.class,
            StatsManager.class, StreamHealthManager.class, VideoSendingBalancerManager.class, SessionManager.class);

    @TestFactory
    Stream<DynamicTest> isRefusedByItsName() {
        return APIS.stream().flatMap(api -> Arrays.stream(api.getMethods()).filter(method -> !Modifier.isStatic(method.getModifiers()))
                .flatMap(method -> IntStream.range(0, method.getParameterCount())
                        .filter(index -> !method.getParameterTypes()[index].isPrimitive())
                        .mapToObj(index -> dynamicTest(api.getSimpleName() + ": " + method + " without argument " + (index + 1),
                                () -> refuses(api, method, index)))));
    }

    private static void refuses(Class<?> api, Method method, int missing) throws ReflectiveOperationException {
        WholeConnector all = new WholeConnector(new LaneHarness());
        Situations.inRoom(all);
        all.rings();
        Parameter[] parameters = method.getParameters();
        Object[] arguments = new Object[parameters.length];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = i == missing ? null : SampleArguments.of(parameters[i].getType());
        }
        Object before = all.manager(SessionManager.class).snapshot();
        int commands = all.stage.commands().size();

        assertThat(thrown(all, all.stage.manager(api), method, arguments)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(method.getName() + ": '" + parameters[missing].getName() + "'").hasMessageContaining("must not be null");
        assertThat(all.manager(SessionManager.class).snapshot()).as("the session afterwards").isEqualTo(before);
        assertThat(all.stage.commands()).as("commands to foundations").hasSize(commands);
    }

    private static Throwable thrown(WholeConnector all, Object manager, Method method, Object... arguments)
            throws ReflectiveOperationException {
        try {
            Object stage = method.invoke(manager, arguments);
            return stage instanceof CompletionStage<?> promise ? all.stage.failure(promise) : null;
        } catch (InvocationTargetException e) {
            return e.getCause();
        }
    }

    @Scenario
    void anAnswerWithoutParametersLetsTheCallRing(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        DialogId ringing = all.rings();

        assertThat(stage.failure(all.connector().answerToIncomingCall((CallParameters) null))).hasMessageContaining("'parameters'");
        assertThat(stage.failure(all.connector().answerToIncomingCall(ringing, null))).hasMessageContaining("'parameters'");
        all.soon(all.connector().answerToIncomingCall(ringing, CallParameters.answering()));
        assertThat(all.manager(CallManager.class).isCallActive()).isTrue();
    }

    @Scenario
    void aListThatContainsNothingIsRefused(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.inCall();

        assertThat(stage.failure(all.call().endCall(Collections.singletonList(null)))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'peers'").hasMessageContaining("must not contain null");
        assertThat(all.manager(CallManager.class).isCallActive()).isTrue();
    }

    @Scenario
    void nobodyToCallIsToldSoThoughACallIsUp(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.inCall();

        assertThat(stage.failure(all.facade().callToServer((String) null))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'conference'");
    }

    @Scenario
    void noTonesAreRefusedAlikeWhetherOrNotTheyAreSentOneByOne(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.inCall();

        assertThat(stage.failure(all.facade().sendDtmf("", () -> true))).hasSameClassAs(stage.failure(all.facade().sendDtmf("")));
        CompletionStage<Boolean> sent = all.facade().sendDtmf("12", () -> true);
        stage.advance(WholeConnector.PATIENCE);
        assertThat(stage.result(sent)).isTrue();
        assertThat(stage.result(all.facade().sendDtmf("12", () -> false))).isFalse();
    }
}
