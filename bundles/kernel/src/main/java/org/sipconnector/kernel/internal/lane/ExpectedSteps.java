/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.lane;

import java.util.ArrayList;
import java.util.List;
import org.sipconnector.kernel.internal.journal.PendingStep;
import org.sipconnector.spi.standby.HeldStep;

/** What the managers of one lane wait for; another process tells them that it ended. Used on the lane only. */
final class ExpectedSteps {

    private final List<Expected> all = new ArrayList<>(2);

    private record Expected(String manager, PendingStep step) {}

    void add(String manager, PendingStep step) {
        all.add(new Expected(manager, step));
    }

    void remove(String manager, PendingStep step) {
        all.remove(new Expected(manager, step));
    }

    List<HeldStep> held() {
        return all.stream().map(each -> new HeldStep(each.manager(), each.step().toText())).toList();
    }

    void takeUp(List<HeldStep> held) {
        held.forEach(each -> add(each.manager(), PendingStep.fromText(each.key())));
    }
}
