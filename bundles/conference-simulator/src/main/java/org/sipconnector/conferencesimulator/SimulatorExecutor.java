/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.time.Duration;
import java.util.concurrent.Executor;

/** Where all of the simulator's work is done, one piece after another. */
interface SimulatorExecutor extends Executor {

    /** Does the work later, unless the returned action is run before. */
    Runnable after(Duration delay, Runnable work);

    /** Does what is due no more; work waiting is dropped. */
    void close();
}
