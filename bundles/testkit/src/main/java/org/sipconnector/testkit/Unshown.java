/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.sipconnector.kernel.Manager;

/** Finds managers that show something else than they are. */
final class Unshown {

    private Unshown() {}

    /** @param proxies of the lane, by API */
    static List<String> of(Map<Class<?>, Manager> managers, Function<Class<?>, Object> proxies) {
        List<String> found = new ArrayList<>();
        managers.forEach((api, manager) -> {
            try {
                Method snapshot = api.getMethod("snapshot");
                Object held = snapshot.invoke(manager);
                Object shown = snapshot.invoke(proxies.apply(api));
                if (!held.equals(shown)) {
                    found.add(api.getSimpleName() + " shows " + shown + " and is " + held);
                }
            } catch (NoSuchMethodException showsNothing) {
                // a manager need not show anything
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new AssertionError(api.getSimpleName() + " cannot say what it is", e);
            }
        });
        return found;
    }
}
