/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipconnector.api.Embedded;
import org.sipconnector.kernel.ReplyId;

/** A record in a state: an object with a field for each component, and for each of those of an {@link Embedded} one. */
public final class RecordType implements StateType {

    private final Class<?> type;
    private final Constructor<?> constructor;
    private final Component[] components;
    private final List<String> promises = new ArrayList<>();
    private final Map<String, Class<?>> known = new HashMap<>();

    private record Component(String name, Method accessor, StateType type, boolean embedded) {}

    /** @param bindings what its type variables stand for */
    RecordType(Class<?> type, Map<TypeVariable<?>, Type> bindings) {
        this.type = type;
        RecordComponent[] declared = type.getRecordComponents();
        components = Arrays.stream(declared).map(each -> component(each, bindings)).toArray(Component[]::new);
        constructor = canonical(type, declared);
        Arrays.stream(declared).forEach(this::know);
    }

    private void know(RecordComponent declared) {
        if (declared.isAnnotationPresent(Embedded.class)) {
            RecordType part = StateTypes.of(declared.getType());
            part.known.forEach(this::know);
            promises.addAll(part.promises);
        } else {
            know(declared.getName(), declared.getType());
            if (isPromise(declared.getGenericType())) {
                promises.add(declared.getName());
            }
        }
    }

    private void know(String name, Class<?> component) {
        if (known.put(name, component) != null) {
            throw new IllegalArgumentException(type.getName() + " has two components " + name + ", one of them embedded");
        }
    }

    private static boolean isPromise(Type type) {
        if (!(type instanceof ParameterizedType generic)) {
            return type == ReplyId.class;
        }
        return generic.getRawType() == ReplyId.class
                || generic.getRawType() == Optional.class && isPromise(generic.getActualTypeArguments()[0]);
    }

    private static Component component(RecordComponent declared, Map<TypeVariable<?>, Type> bindings) {
        declared.getAccessor().setAccessible(true);
        return new Component(declared.getName(), declared.getAccessor(), StateTypes.of(declared.getGenericType(), bindings),
                declared.isAnnotationPresent(Embedded.class));
    }

    private static Constructor<?> canonical(Class<?> type, RecordComponent[] declared) {
        try {
            Constructor<?> found = type.getDeclaredConstructor(
                    Arrays.stream(declared).map(RecordComponent::getType).toArray(Class<?>[]::new));
            found.setAccessible(true);
            return found;
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The class of that component, which may be one of an embedded component; null when there is none of that name. */
    Class<?> component(String name) {
        return known.get(name);
    }

    /** Names of the components that name a promise. */
    public List<String> promises() {
        return Collections.unmodifiableList(promises);
    }

    @Override
    public ObjectNode write(Object value) {
        ObjectNode object = StateTypes.NODES.objectNode();
        for (Component component : components) {
            Object part = part(value, component);
            if (component.embedded()) {
                object.setAll((ObjectNode) component.type().write(part));
            } else {
                object.set(component.name(), part == null ? NullNode.getInstance() : component.type().write(part));
            }
        }
        return object;
    }

    private static Object part(Object value, Component component) {
        try {
            return component.accessor().invoke(value);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(component.name() + " could not be read", e.getCause());
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public Object read(JsonNode node) {
        if (!node.isObject()) {
            throw new IllegalArgumentException(node.getNodeType() + " is no " + type.getSimpleName());
        }
        Object[] parts = new Object[components.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = components[i].embedded() ? components[i].type().read(node) : part(components[i], node.get(components[i].name()));
        }
        try {
            return constructor.newInstance(parts);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(type.getSimpleName() + " refuses it: " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Object part(Component component, JsonNode node) {
        try {
            return node == null || node.isNull() ? component.type().absent() : component.type().read(node);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(component.name() + ": " + e.getMessage(), e);
        }
    }
}
