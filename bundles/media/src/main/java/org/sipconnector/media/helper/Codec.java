/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.helper;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.sipconnector.api.Secret;

/**
 * Writes and reads the plain types of the media API: records, enums, closed families of records and a few types of the
 * JDK, by their declared type. Both ends run the same code, so nothing but values goes over the wire.
 */
final class Codec {

    private Codec() {}

    static void write(DataOutputStream out, Type type, Object value) throws IOException {
        Class<?> raw = raw(type);
        if (raw == String.class) {
            text(out, (String) value);
        } else if (raw == boolean.class) {
            out.writeBoolean((Boolean) value);
        } else if (raw == int.class) {
            out.writeInt((Integer) value);
        } else if (raw == long.class) {
            out.writeLong((Long) value);
        } else if (raw == double.class) {
            out.writeDouble((Double) value);
        } else if (raw == Duration.class) {
            out.writeLong(((Duration) value).toNanos());
        } else if (raw == Secret.class) {
            text(out, new String(((Secret) value).reveal()));
        } else if (raw == Optional.class) {
            list(out, argument(type, 0), ((Optional<?>) value).map(List::of).orElse(List.of()));
        } else if (raw == OptionalInt.class) {
            OptionalInt number = (OptionalInt) value;
            list(out, int.class, number.isPresent() ? List.of(number.getAsInt()) : List.of());
        } else if (raw == OptionalDouble.class) {
            OptionalDouble number = (OptionalDouble) value;
            list(out, double.class, number.isPresent() ? List.of(number.getAsDouble()) : List.of());
        } else if (raw == List.class) {
            list(out, argument(type, 0), (List<?>) value);
        } else if (raw == Map.class || raw == Object.class) {
            PlainValues.write(out, value);
        } else if (raw.isEnum()) {
            out.writeInt(((Enum<?>) value).ordinal());
        } else if (raw.isSealed()) {
            List<Class<?>> family = Arrays.asList(raw.getPermittedSubclasses());
            out.writeInt(family.indexOf(value.getClass()));
            write(out, value.getClass(), value);
        } else if (raw.isRecord()) {
            for (RecordComponent component : raw.getRecordComponents()) {
                write(out, component.getGenericType(), component(component, value));
            }
        } else {
            throw new IOException("values of " + type + " cannot be sent");
        }
    }

    static Object read(DataInputStream in, Type type) throws IOException {
        Class<?> raw = raw(type);
        if (raw == String.class) {
            return text(in);
        } else if (raw == boolean.class) {
            return in.readBoolean();
        } else if (raw == int.class) {
            return in.readInt();
        } else if (raw == long.class) {
            return in.readLong();
        } else if (raw == double.class) {
            return in.readDouble();
        } else if (raw == Duration.class) {
            return Duration.ofNanos(in.readLong());
        } else if (raw == Secret.class) {
            return Secret.of(text(in));
        } else if (raw == Optional.class) {
            return list(in, argument(type, 0)).stream().findFirst();
        } else if (raw == OptionalInt.class) {
            List<Object> found = list(in, int.class);
            return found.isEmpty() ? OptionalInt.empty() : OptionalInt.of((Integer) found.get(0));
        } else if (raw == OptionalDouble.class) {
            List<Object> found = list(in, double.class);
            return found.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of((Double) found.get(0));
        } else if (raw == List.class) {
            return list(in, argument(type, 0));
        } else if (raw == Map.class || raw == Object.class) {
            return PlainValues.read(in);
        } else if (raw.isEnum()) {
            return raw.getEnumConstants()[in.readInt()];
        } else if (raw.isSealed()) {
            return read(in, raw.getPermittedSubclasses()[in.readInt()]);
        } else if (raw.isRecord()) {
            return record(in, raw);
        }
        throw new IOException("values of " + type + " cannot be received");
    }

    static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private static void list(DataOutputStream out, Type type, List<?> items) throws IOException {
        out.writeInt(items.size());
        for (Object item : items) {
            write(out, type, item);
        }
    }

    private static List<Object> list(DataInputStream in, Type type) throws IOException {
        int size = in.readInt();
        List<Object> items = new ArrayList<>(Math.min(size, 1024));
        for (int i = 0; i < size; i++) {
            items.add(read(in, type));
        }
        return items;
    }

    private static Object record(DataInputStream in, Class<?> type) throws IOException {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = read(in, components[i].getGenericType());
        }
        try {
            return type.getDeclaredConstructor(Arrays.stream(components).map(RecordComponent::getType)
                    .toArray(Class<?>[]::new)).newInstance(values);
        } catch (ReflectiveOperationException refused) {
            throw new IOException("a " + type.getSimpleName() + " cannot be made", refused);
        }
    }

    private static Object component(RecordComponent component, Object value) throws IOException {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException refused) {
            throw new IOException(component + " cannot be read", refused);
        }
    }

    private static Class<?> raw(Type type) {
        return (Class<?>) (type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type);
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }
}
