/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.WeakHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sipconnector.api.Secret;
import org.sipconnector.api.masking.Masking;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.spi.configuration.Placeholders;

/** Writes records as JSON: a member for each component, absent ones left out, secrets masked whatever they stand in. */
final class RecordJson {

    static final String MASK = "***";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern SECRET = Pattern.compile("(?i).*(token|passw|secret|credential|cookie).*");
    /** Far more than any record of ours has; what refers to itself ends there. */
    private static final int DEEPEST = 12;

    /** Held by nothing for long: code that is replaced goes out of memory. */
    private static final Map<Class<?>, WeakReference<List<Member>>> MEMBERS = Collections.synchronizedMap(new WeakHashMap<>());

    /** @param secret whether its name says that what it holds is one */
    private record Member(String name, boolean secret, Method accessor) {}

    private RecordJson() {}

    static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(plain(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(plain(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Maps, lists, texts, numbers and truth values. */
    static Object plain(Object value) {
        return plain(value, DEEPEST);
    }

    private static Object plain(Object value, int depth) {
        if (value instanceof Boolean || value instanceof Integer || value instanceof Long) {
            return value;
        }
        if (value instanceof Number number) {
            return Double.isFinite(number.doubleValue()) ? number.doubleValue() : null;
        }
        if (value instanceof Header header) {
            return Map.of("name", header.name(), "value", Masking.header(header.name(), header.value()));
        }
        if (value instanceof SipBody body) {
            return Map.of("contentType", body.contentType(), "content", Masking.body(body.contentType(), body.content()));
        }
        if (depth > 0 && value instanceof Record record) {
            return members(record, depth - 1);
        }
        if (depth > 0 && value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((name, item) -> put(plain, String.valueOf(name), SECRET.matcher(String.valueOf(name)).matches(), item, depth - 1));
            return plain;
        }
        if (depth > 0 && value instanceof Collection<?> items) {
            return items.stream().map(item -> plain(item, depth - 1)).toList();
        }
        return value == null
                ? null
                : value instanceof Secret ? MASK : value instanceof Enum<?> constant ? constant.name() : Masking.text(value.toString());
    }

    private static Map<String, Object> members(Record record, int depth) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (Member member : membersOf(record.getClass())) {
            put(members, member.name(), member.secret(), value(record, member), depth);
        }
        return members;
    }

    private static List<Member> membersOf(Class<?> type) {
        WeakReference<List<Member>> kept = MEMBERS.get(type);
        List<Member> members = kept == null ? null : kept.get();
        if (members == null) {
            members = Stream.of(type.getRecordComponents()).map(component -> {
                component.getAccessor().trySetAccessible();
                return new Member(component.getName(), SECRET.matcher(component.getName()).matches(), component.getAccessor());
            }).toList();
            MEMBERS.put(type, new WeakReference<>(members));
        }
        return members;
    }

    private static void put(Map<String, Object> members, String name, boolean secret, Object value, int depth) {
        Object present = present(value);
        if (present instanceof String text && Placeholders.isWhole(text)) {
            // tells where a secret is, and nothing of it
            members.put(name, text);
        } else if (present instanceof CharSequence && secret) {
            members.put(name, MASK);
        } else if (present != null) {
            members.put(name, plain(present, depth));
        }
    }

    /** What an optional has; null without anything. */
    private static Object present(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.orElse(null);
        }
        if (value instanceof OptionalLong whole) {
            return whole.isPresent() ? whole.getAsLong() : null;
        }
        if (value instanceof OptionalInt whole) {
            return whole.isPresent() ? whole.getAsInt() : null;
        }
        if (value instanceof OptionalDouble real) {
            return real.isPresent() ? real.getAsDouble() : null;
        }
        return value;
    }

    private static Object value(Record record, Member member) {
        try {
            return member.accessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(record.getClass().getName() + " cannot be written", e);
        }
    }
}
