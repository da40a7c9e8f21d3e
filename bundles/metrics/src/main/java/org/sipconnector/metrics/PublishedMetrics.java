/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.metrics;

import static org.sipconnector.api.listener.ConnectorListener.EVENT_NAME;

import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.api.listener.ConnectorListener;
import org.sipconnector.spi.configuration.CheckedConfiguration;
import org.sipconnector.spi.metrics.MetricsText;

/** The one place that figures come from, for whoever prints or serves them. Counts from its start on. */
@Component(service = {MetricsText.class, ConnectorListener.class}, immediate = true,
        configurationPid = MetricsConfiguration.PID,
        property = {EVENT_NAME + "=connection:*", EVENT_NAME + "=call:*", EVENT_NAME + "=call-history:*", EVENT_NAME + "=call-reconnect:*"})
@Designate(ocd = MetricsSettings.class)
public final class PublishedMetrics implements MetricsText, ConnectorListener {

    private final CheckedConfiguration<MetricsConfiguration> configuration;
    private final Figures figures;

    @Activate
    public PublishedMetrics(BundleContext context, Map<String, Object> properties) {
        configuration = new CheckedConfiguration<>(context, MetricsConfiguration.SCHEMA, properties, this::modified);
        figures = new Figures(Services.of(context), () -> configuration.current().streams(), System::nanoTime);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        configuration.update(properties);
    }

    @Deactivate
    void deactivate() {
        configuration.close();
    }

    @Override
    public void onEvent(ConnectorId connector, Event event) {
        figures.count(connector, event);
    }

    @Override
    public String text() {
        return figures.text();
    }
}
