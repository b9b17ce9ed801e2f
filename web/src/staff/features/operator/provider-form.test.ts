import { describe, expect, it } from "vitest";
import { emptyProvider, fieldOfProvider, hostsOf, providerOf } from "./provider-form.ts";

describe("a new provider", () => {
  it("is sent without the space around it, its addresses one by one", () => {
    const sent = providerOf({
      ...emptyProvider,
      name: " North Roofing ",
      kind: "business",
      hosts: "www.north.example\nhttps://north.example/clients,",
      owner: { name: " ", email: " nils@north.example " },
      currency: "chf",
      clients: [{ key: "1", name: "First", contact: "Carla", email: "carla@first.example", phone: "" }],
    });
    expect(sent.name).toBe("North Roofing");
    expect(sent.business).toBe(true);
    expect(sent.hosts).toEqual(["www.north.example", "https://north.example/clients"]);
    expect(sent.owner).toEqual({ name: null, email: "nils@north.example" });
    expect(sent.currency).toBe("CHF");
    expect(sent.clients).toEqual([
      { name: "First", contacts: [{ name: "Carla", email: "carla@first.example", phone: null, role: "executive" }] },
    ]);
  });

  it("has no address in nothing", () => {
    expect(hostsOf(" \n ")).toEqual([]);
  });

  it("finds the field that the server means", () => {
    expect(fieldOfProvider("clients[2].contacts[0].email")).toBe("clients.2.email");
    expect(fieldOfProvider("clients[0].contacts[0].name")).toBe("clients.0.contact");
    expect(fieldOfProvider("clients[1].name")).toBe("clients.1.name");
    expect(fieldOfProvider("owner.email")).toBe("owner.email");
  });
});
