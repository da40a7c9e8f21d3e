/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.foundation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import org.sipconnector.api.Event;
import org.sipconnector.spi.http.HttpEvent;
import org.sipconnector.spi.sip.ServerEvent;
import org.sipconnector.spi.sip.SipEvent;

/** How much of what a remote party sent an event holds, so that what waits and what is kept can be bounded. Any thread. */
public final class EventSize {

    private static final int EACH = 64;

    private static final ClassValue<Method[]> ACCESSORS = new ClassValue<>() {
        @Override
        protected Method[] computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getAccessor).toArray(Method[]::new);
        }
    };

    private EventSize() {}

    /** Characters of its texts and about 64 for each value; 0 for events that no remote party makes. */
    public static int of(Event event) {
        boolean remote = event instanceof SipEvent || event instanceof ServerEvent || event instanceof HttpEvent;
        return remote ? value(event) : 0;
    }

    private static int value(Object value) {
        if (value instanceof CharSequence text) {
            return EACH + text.length();
        } else if (value instanceof Optional<?> optional) {
            return optional.map(EventSize::value).orElse(0);
        } else if (value instanceof Collection<?> all) {
            return all.stream().mapToInt(EventSize::value).sum();
        } else if (value instanceof Record) {
            return components(value);
        }
        return 0;
    }

    private static int components(Object event) {
        int sum = EACH;
        for (Method accessor : ACCESSORS.get(event.getClass())) {
            try {
                sum += value(accessor.invoke(event));
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(event.getClass() + " cannot be measured", e);
            }
        }
        return sum;
    }
}
