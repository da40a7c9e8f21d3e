/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.sipconnector.api.cluster.ConnectorNodes;
import org.sipconnector.cluster.engine.EngineSettings;
import org.sipconnector.spi.cluster.Cluster;
import org.sipconnector.spi.cluster.ConnectorRelocation;
import org.sipconnector.spi.cluster.SendLeases;
import org.sipconnector.spi.configuration.CheckedConfiguration;
import org.sipconnector.spi.configuration.DataDirectory;
import org.sipconnector.spi.explanation.Counted;
import org.sipconnector.spi.explanation.ErrorText;
import org.sipconnector.spi.sip.SipUserAgents;
import org.sipconnector.spi.store.StateStore;
import org.sipconnector.spi.store.StoreKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has this process take part in sharing connectors, as its configuration says. */
@Component(service = {}, configurationPid = ClusterSettings.PID)
@Capability(namespace = "osgi.service", effective = "active", attribute = "objectClass:List<String>=\"org.sipconnector.spi.store.StateStore\"")
@Designate(ocd = ClusterSettings.class)
public final class ClusterComponent {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterComponent.class);
    /** Before any store of this process alone. */
    private static final int RANKING = 1_000;

    private final BundleContext context;
    private final CheckedConfiguration<ClusterConfiguration> configuration;
    private final LeftSession sessions;
    private @Nullable EmbeddedServer server;
    private @Nullable ClusterMember member;
    private List<ServiceRegistration<?>> offered = List.of();
    /** Whether servers were named while this framework has been running. */
    private boolean shared;

    @Activate
    public ClusterComponent(BundleContext context, Map<String, Object> properties) {
        this.context = context;
        configuration = new CheckedConfiguration<>(context, ClusterConfiguration.SCHEMA, properties, this::modified);
        sessions = new LeftSession(context);
        shared = sessions.isKnown();
        begin(properties);
    }

    /** Another node, or another engine, begins anew: what this one has goes on elsewhere first. */
    @Modified
    synchronized void modified(Map<String, Object> properties) {
        ClusterConfiguration before = configuration.current();
        if (configuration.update(properties) || member == null) {
            ClusterConfiguration now = configuration.current();
            ClusterMember present = member;
            if (present != null && !(before.node().equals(now.node()) && before.engine().servers().equals(now.engine().servers())
                    && before.engine().path().equals(now.engine().path()))) {
                present.leaveToOthers();
            }
            end();
            begin(properties);
        }
    }

    private synchronized void begin(Map<String, Object> properties) {
        ClusterConfiguration current = configuration.current();
        try {
            boolean meant = !Objects.toString(properties.get("servers"), "").isBlank();
            if (meant && current.isSingle()) {
                throw new IOException("servers is refused, and alone this node would take all connectors");
            } else if (current.isSingle() && shared) {
                throw new IOException("servers has gone, and alone this node would take all connectors: write it again, or restart Karaf");
            }
            shared |= !current.isSingle();
            if (current.engine().login().filter(login -> login.password().isEmpty()).isPresent()) {
                throw new IOException("password is missing: the user of " + ClusterSettings.PID + ".cfg has one");
            }
            StoreKey key = key(current);
            EngineSettings engine = current.isSingle() ? single(current.engine()) : current.engine();
            begin(new ClusterMember.Identity(current, engine, context.getBundle().getVersion().toString(), key, sessions.take(current.node())));
        } catch (IOException | RuntimeException e) {
            LOG.error("no connector begins here: {}: {}", ClusterSettings.PID + ".cfg", ErrorText.of(e));
            offered = List.of(store(new AbsentMember(ErrorText.of(e))));
        }
    }

    private static StoreKey key(ClusterConfiguration current) throws IOException {
        if (current.isSingle()) {
            Path directory = DataDirectory.of("cluster");
            Files.createDirectories(directory);
            return StoreKey.of(directory.resolve("cluster.key"));
        }
        Path file = current.keyFile().orElseThrow(() -> new IOException("key.file is missing: what is kept at the servers is encrypted by it;"
                + " make one by 'head -c 32 /dev/urandom > etc/cluster.key; chmod 600 etc/cluster.key' and copy it to each node"));
        return StoreKey.existing(file);
    }

    private EngineSettings single(EngineSettings settings) throws IOException {
        EmbeddedServer started = new EmbeddedServer(DataDirectory.of("cluster"));
        server = started;
        LOG.warn("this is a single node for trying out, with the engine's server in this process: name the servers of an ensemble by the key servers"
                + " of {}.cfg", ClusterSettings.PID);
        return new EngineSettings(started.address(), settings.path(), settings.session(), Optional.empty(), Optional.empty());
    }

    private void begin(ClusterMember.Identity identity) {
        ClusterMember begun = new ClusterMember(identity, SendLeases.in(context), () -> find(ConnectorRelocation.class),
                () -> find(SipUserAgents.class).flatMap(SipUserAgents::callRefusal));
        member = begun;
        String engine = identity.configuration().isSingle()
                ? "a single node for trying out: no servers in " + ClusterSettings.PID + ".cfg"
                : "ZooKeeper at " + identity.engine().servers() + identity.engine().path();
        offered = List.of(store(new SharedStateStore(begun)), context.registerService(new String[] {Cluster.class.getName(),
                ConnectorNodes.class.getName()}, new ClusterOperations(begun, engine), null));
        begun.begin();
    }

    private ServiceRegistration<?> store(StateStore store) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(Constants.SERVICE_RANKING, RANKING);
        return context.registerService(StateStore.class, store, properties);
    }

    /** Looked up when it is needed: each may be replaced. */
    private <T> Optional<T> find(Class<T> service) {
        return Optional.ofNullable(context.getServiceReference(service)).map(context::getService);
    }

    private static void told(ClusterMember stopping) {
        if (stopping.owned().size() > 0) {
            LOG.warn("connectors are not shared out here any more, unless the next copy of this bundle does it: {} of this node send nothing"
                    + " after half of session.seconds, and others have them after all of it", Counted.of(stopping.owned().size(), "connector"));
        }
    }

    /** When the framework goes on, a next copy of this bundle may come in a moment. */
    @Deactivate
    synchronized void end() {
        offered.forEach(ServiceRegistration::unregister);
        offered = List.of();
        ClusterMember present = member;
        member = null;
        boolean single = server != null;
        if (present != null && (single || context.getBundle(0).getState() == Bundle.STOPPING)) {
            present.close();
        } else if (present != null) {
            told(present);
            present.detach().ifPresent(session -> sessions.leave(present.node(), session));
        }
        if (server != null) {
            server.close();
            server = null;
        }
    }
}
