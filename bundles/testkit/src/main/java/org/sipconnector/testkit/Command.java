/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import java.lang.reflect.Method;

/** A command that a manager gave to a foundation; its components are what the foundation's method takes. */
public sealed interface Command permits RecordedSip, RecordedServers, RecordedMedia, RecordedHttp, OtherCommand {

    /** The command that a call of a foundation's method is. */
    static Command of(Method method, Object[] arguments) {
        return CommandTypes.of(method, arguments);
    }
}
