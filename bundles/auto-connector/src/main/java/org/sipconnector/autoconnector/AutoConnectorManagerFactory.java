package org.sipconnector.autoconnector;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorOptions;
import org.sipconnector.api.autoconnector.AutoConnectorSnapshot;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;

/** Makes the auto connectors. */
@Component(service = ManagerFactory.class, configurationPid = "org.sipconnector.autoconnector")
@Designate(ocd = AutoConnectorSettings.class)
public final class AutoConnectorManagerFactory implements ManagerFactory {

    private volatile AutoConnectorOptions standard;

    @Activate
    public AutoConnectorManagerFactory(AutoConnectorSettings settings) {
        this(Settings.options(settings));
    }

    public AutoConnectorManagerFactory(AutoConnectorOptions standard) {
        this.standard = standard;
    }

    @Modified
    void configure(AutoConnectorSettings settings) {
        standard = Settings.options(settings);
    }

    @Override
    public Class<?> api() {
        return AutoConnectorManager.class;
    }

    @Override
    public Object initialSnapshot() {
        return AutoConnectorSnapshot.IDLE;
    }

    @Override
    public Manager create(Lane lane) {
        AutoConnector fresh = new AutoConnector(lane, () -> standard, AutoConnector.State.NEW);
        fresh.begin();
        return fresh;
    }

    @Override
    public Manager adopt(Lane lane, Handover previous) {
        return new AutoConnector(lane, () -> standard, previous.as(AutoConnector.State.class));
    }
}
