/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.export;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sipconnector.api.ConfigurationChanged;
import org.sipconnector.api.autoconnector.AutoConnectEvent;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.callhistory.CallHistoryEvent;
import org.sipconnector.api.callhistory.CallHistoryManager;
import org.sipconnector.api.callreconnect.CallReconnectEvent;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.conferencestate.ConferenceStateEvent;
import org.sipconnector.api.conferencestate.ConferenceStateManager;
import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.api.connector.CallProgressEvent;
import org.sipconnector.api.connector.ConnectorEvent;
import org.sipconnector.api.connector.FacadeEvent;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.connector.SipConnectorFacade;
import org.sipconnector.api.incomingcall.IncomingCallEvent;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.presentation.PresentationEvent;
import org.sipconnector.api.presentation.PresentationManager;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.api.serverapi.ServerApiManager;
import org.sipconnector.api.session.SessionEvent;
import org.sipconnector.api.session.SessionManager;
import org.sipconnector.api.stats.StatsEvent;
import org.sipconnector.api.stats.StatsManager;
import org.sipconnector.api.streamhealth.StreamHealthEvent;
import org.sipconnector.api.streamhealth.StreamHealthManager;
import org.sipconnector.api.videosendingbalancer.BalancerEvent;
import org.sipconnector.api.videosendingbalancer.VideoSendingBalancerManager;
import org.sipconnector.kernel.SnapshotChanged;
import org.sipconnector.kernel.internal.replay.ClientFunction;
import org.sipconnector.kernel.internal.state.Standard;
import org.sipconnector.spi.http.HttpEvent;
import org.sipconnector.spi.http.HttpRequests;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.network.NetworkEvent;
import org.sipconnector.spi.network.NetworkEvents;
import org.sipconnector.spi.sip.ServerEvent;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.spi.sip.SipServers;
import org.sipconnector.spi.sip.SipUserAgents;
import org.sipconnector.spi.store.ProcessRestarted;

/**
 * The types a journal may name: the families of events and the operations listed here, and what their declarations lead to
 * (permitted subtypes, components of records, parameters and results). A document that names any other is refused.
 */
final class JournalTypes {

    private static final String API = "org.sipconnector.api.";
    private static final String SPI = "org.sipconnector.spi.";
    private static final List<Class<?>> VALUES = List.of(String.class, Boolean.class, Integer.class, Long.class, Double.class,
            byte[].class, Duration.class, Instant.class, Optional.class, List.class, Set.class, Map.class, Throwable.class);
    private static final List<Class<?>> EVENTS = List.of(ConfigurationChanged.class, ProcessRestarted.class, SnapshotChanged.class,
            AutoConnectEvent.class, BalancerEvent.class, CallEvent.class, CallHistoryEvent.class, CallProgressEvent.class, CallReconnectEvent.class,
            ConferenceStateEvent.class, ConnectionEvent.class, ConnectorEvent.class, FacadeEvent.class, HttpEvent.class, IncomingCallEvent.class,
            MediaEvent.class, NetworkEvent.class, PresentationEvent.class, ServerApiEvent.class, ServerEvent.class,
            SessionEvent.class, SipEvent.class, StatsEvent.class, StreamHealthEvent.class);
    private static final List<Class<?>> OPERATIONS = List.of(AutoConnectorManager.class, CallHistoryManager.class, CallManager.class,
            CallReconnectManager.class, ConferenceStateManager.class, ConnectionManager.class, ConnectionQueueManager.class,
            IncomingCallManager.class, PresentationManager.class, ServerApiManager.class, SessionManager.class, SipConnector.class,
            SipConnectorFacade.class, StatsManager.class, StreamHealthManager.class, VideoSendingBalancerManager.class,
            HttpRequests.class, MediaEngine.class, NetworkEvents.class, SipServers.class, SipUserAgents.class);

    private final Map<String, Class<?>> types = new TreeMap<>();

    /** @param more families of events or operations that are no part of the product, with what is nested in them */
    JournalTypes(Class<?>... more) {
        VALUES.forEach(type -> types.put(type.getName(), type));
        EVENTS.forEach(this::add);
        OPERATIONS.forEach(this::add);
        for (Class<?> family : more) {
            add(family);
            for (Class<?> nested : family.getDeclaredClasses()) {
                add(nested);
            }
        }
    }

    /** Absent for a type that is none of a journal's. One of the SPI is also found by the name it would have in the API, as older journals say. */
    Optional<Class<?>> find(String name) {
        return Optional.<Class<?>>ofNullable(types.get(name)).or(() -> Optional.ofNullable(types.get(name.replace(API, SPI))));
    }

    /** The name a value's type is found again by. */
    static String name(Object value) {
        return VALUES.stream().filter(type -> type.isInstance(value)).findFirst()
                .orElseGet(() -> value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass()).getName();
    }

    /** The function a document names: one of ours is that of a type's {@code STANDARD}, any other is a client's. */
    Object function(Class<?> type, String name) {
        return find(ClientFunction.maker(name)).filter(Class::isRecord).flatMap(Standard::of).stream().flatMap(JournalTypes::components)
                .filter(each -> type.isInstance(each) && ClientFunction.name(each).equals(name)).findFirst()
                .orElseGet(() -> ClientFunction.of(type, name));
    }

    private static Stream<Object> components(Object of) {
        return Stream.of(of.getClass().getRecordComponents()).map(component -> {
            try {
                return component.getAccessor().invoke(of);
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
    }

    private void add(Class<?> type) {
        boolean ours = !type.isPrimitive() && !type.isArray() && !type.getName().startsWith("java.");
        if (type.isArray()) {
            add(type.getComponentType());
        } else if (ours && types.putIfAbsent(type.getName(), type) == null) {
            if (type.isSealed()) {
                List.of(type.getPermittedSubclasses()).forEach(this::add);
            }
            if (type.isRecord()) {
                for (RecordComponent component : type.getRecordComponents()) {
                    add(component.getGenericType());
                }
            }
            if (type.isInterface()) {
                for (Method operation : type.getMethods()) {
                    add(operation.getGenericReturnType());
                    List.of(operation.getGenericParameterTypes()).forEach(this::add);
                }
            }
        }
    }

    private void add(Type type) {
        if (type instanceof Class<?> plain) {
            add(plain);
        } else if (type instanceof ParameterizedType generic) {
            add(generic.getRawType());
            List.of(generic.getActualTypeArguments()).forEach(this::add);
        } else if (type instanceof WildcardType wildcard) {
            List.of(wildcard.getUpperBounds()).forEach(this::add);
        } else if (type instanceof GenericArrayType array) {
            add(array.getGenericComponentType());
        }
    }
}
