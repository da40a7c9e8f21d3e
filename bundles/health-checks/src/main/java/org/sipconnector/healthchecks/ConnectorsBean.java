/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.healthchecks;

import java.util.Comparator;
import java.util.List;
import javax.management.JMException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.call.CallState;
import org.sipconnector.spi.health.Problem;
import org.sipconnector.spi.health.ProcessHealth;

/** {@code org.sipconnector:type=Connectors}, while there is a kernel. */
@Component(service = {})
public final class ConnectorsBean implements ConnectorsMXBean {

    private final Connectors connectors;
    private final ProcessHealth health;
    private final ManagementBean bean;

    @Activate
    public ConnectorsBean(@Reference Connectors connectors, @Reference ProcessHealth health) throws JMException {
        this.connectors = connectors;
        this.health = health;
        bean = ManagementBean.register("Connectors", this);
    }

    @Deactivate
    void deactivate() throws JMException {
        bean.unregister();
    }

    @Override
    public List<ConnectorView> getConnectors() {
        return connectors.all().stream().map(ConnectorView::of).sorted(Comparator.comparing(ConnectorView::getId)).toList();
    }

    @Override
    public int getRegistered() {
        return (int) getConnectors().stream().filter(ConnectorView::isRegistered).count();
    }

    @Override
    public int getInCall() {
        return (int) getConnectors().stream().filter(view -> view.getCall().equals(CallState.IN_CALL.name())).count();
    }

    @Override
    public List<String> getProblems() {
        return health.problems().stream().map(Problem::line).toList();
    }
}
