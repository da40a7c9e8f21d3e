/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.lang.reflect.Proxy;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.Event;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.callreconnect.CallReconnectSnapshot;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.Step;

/**
 * Redial of a version that did not name its calls, and gave an attempt up in two steps.
 *
 * @param looks done when the first of them is due
 */
record FormerRedial(CompletionStage<Void> looks) implements ManagerFactory {

    /** Makes it give its attempt up. */
    record GivesUp() implements Event {

        @Override
        public String name() {
            return "test:gives-up";
        }
    }

    private record GivenUp(int run, boolean asked) implements Step<Void> {}

    @Override
    public Class<?> api() {
        return CallReconnectManager.class;
    }

    @Override
    public Object initialSnapshot() {
        return CallReconnectSnapshot.IDLE;
    }

    @Override
    public Manager create(Lane lane) {
        throw new UnsupportedOperationException("it is there only to be replaced");
    }

    @Override
    public Manager adopt(Lane lane, Handover previous) {
        FormerStates.Redial[] state = {previous.as(FormerStates.Redial.class)};
        lane.onOutcome(GivenUp.class, (step, outcome) -> {
            throw new IllegalStateException("it is to be replaced before");
        });
        lane.on(GivesUp.class, event -> {
            state[0] = state[0].endingItsAttempt();
            lane.expect(looks, new GivenUp(state[0].attempt().run(), false));
        });
        return (Manager) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {CallReconnectManager.class, Manager.class},
                (proxy, method, arguments) -> Handover.of(1, state[0]));
    }
}
