/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.foundation;

/** Where on this thread a manager's calls go out: its lane, or a replay in the dark. */
public interface CallSite {

    ThreadLocal<CallSite> CURRENT = new ThreadLocal<>();

    /** The call site this thread works for now; null on threads that work for none. */
    static CallSite current() {
        return CURRENT.get();
    }

    /** Notes what a manager told a foundation to do; false when it must have no other effect. */
    boolean called(Called call);
}
