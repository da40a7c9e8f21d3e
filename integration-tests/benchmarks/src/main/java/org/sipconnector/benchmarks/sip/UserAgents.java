/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.sip;

import org.sipconnector.api.Transport;

/** A Java stack under test, in its own process. Each operation of an account ends by a word to the window. */
interface UserAgents {

    /** Has the account of that number, registered. */
    void open(Transport transport, String domain, int number, Window window) throws Exception;

    void register(Transport transport, String domain, int number, Window window) throws Exception;

    /** An account of that number is open in {@link CalleeAnswers#AGAIN}. */
    void call(Transport transport, int number, Window window) throws Exception;

    /** For how long timers hold what has ended. */
    int lingerSeconds();
}
