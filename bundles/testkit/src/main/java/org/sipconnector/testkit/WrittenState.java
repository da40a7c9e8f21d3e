/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;

/** The same code, given a state that was written elsewhere. */
record WrittenState(ManagerFactory code, Handover state) implements SameCode {

    @Override
    public Manager adopt(Lane lane, Handover previous) {
        return code.adopt(lane, state);
    }
}
