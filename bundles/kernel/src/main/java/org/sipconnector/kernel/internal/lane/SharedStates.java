/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.lane;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The states of managers that lanes have in common. Most lanes are at rest most of the time, and a manager at rest is the
 * same in each: the journals of ten thousand lanes then hold one array, not ten thousand equal ones.
 */
final class SharedStates {

    private final Map<String, byte[]> latest = new ConcurrentHashMap<>();

    /** An array with that content, never to be changed: the one that was last seen of that manager if it is equal. */
    byte[] share(String manager, byte[] state) {
        byte[] known = latest.get(manager);
        if (known == null) {
            known = latest.putIfAbsent(manager, state);
        }
        return known != null && Arrays.equals(known, state) ? known : state;
    }
}
