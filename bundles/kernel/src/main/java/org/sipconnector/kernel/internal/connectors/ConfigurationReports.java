/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.connectors;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.sipconnector.api.ConfigurationWarning;
import org.sipconnector.api.RefusedConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is wrong with configurations, by their sources: those of connectors, and what other bundles say of theirs. For any thread. */
public final class ConfigurationReports {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationReports.class);

    private final Map<String, RefusedConfiguration> refused = new ConcurrentSkipListMap<>();
    private final Map<String, ConfigurationWarning> warnings = new ConcurrentSkipListMap<>();
    private final Set<Object> ofOthers =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    /** Says it in the log, too, unless it was said before. */
    public void refuse(RefusedConfiguration configuration) {
        if (!configuration.equals(refused.put(configuration.source(), configuration))) {
            LOG.error("{} refused: {}", configuration.source(), configuration.reason());
        }
    }

    public void warn(ConfigurationWarning warning) {
        if (!warning.equals(warnings.put(warning.source(), warning))) {
            LOG.warn("{}: {}", warning.source(), warning.text());
        }
    }

    /** What was refused before is said to be used now. */
    public void accepted(String source) {
        RefusedConfiguration before = refused.remove(source);
        if (before != null) {
            LOG.info("{} is right now, and used", before.source());
        }
    }

    /** The configuration is no more. */
    public void gone(String source) {
        refused.remove(source);
        warnings.remove(source);
    }

    public void unremarkable(String source) {
        warnings.remove(source);
    }

    /** @param report a refusal or warning of another bundle */
    public void add(Object report) {
        ofOthers.add(report);
    }

    public void remove(Object report) {
        ofOthers.remove(report);
    }

    public Collection<RefusedConfiguration> refused() {
        return sorted(refused.values(), RefusedConfiguration.class, RefusedConfiguration::id);
    }

    Collection<ConfigurationWarning> warnings() {
        return sorted(warnings.values(), ConfigurationWarning.class, ConfigurationWarning::id);
    }

    private <T> List<T> sorted(Collection<T> ofConnectors, Class<T> type, Function<T, String> id) {
        List<Object> others = List.of(ofOthers.toArray());
        // two copies of a bundle, one replacing the other, say the same
        return Stream.concat(ofConnectors.stream(), others.stream().filter(type::isInstance).map(type::cast)).distinct()
                .sorted(Comparator.comparing(id)).toList();
    }
}
