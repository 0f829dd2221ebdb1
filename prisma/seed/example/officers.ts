import type { Role } from '../../../contracts/roles.ts';

export interface ExampleOfficer {
  readonly id: string;
  readonly userName: string;
  readonly name: string;
  readonly unit: string;
  readonly roles: readonly Role[];
}

/** The number makes the id, so that tests, the demonstration and documents can name it. */
function officer(number: number, userName: string, name: string, unit: string, ...roles: readonly Role[]): ExampleOfficer {
  return { id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`, userName, name: `示例·${name}`, unit, roles };
}

/** Invented people: nobody of the page is meant. */
export const exampleOfficers = {
  // 系统管理: the three administrators, apart and without business data; an auditor of the whole province
  systemAdministrator: officer(1, 'system-admin', '系统管理员', 'liandong-operations', 'systemAdministrator'),
  securityAdministrator: officer(2, 'security-admin', '安全管理员', 'liandong-operations', 'securityAdministrator'),
  auditAdministrator: officer(3, 'audit-admin', '审计管理员', 'liandong-operations', 'auditAdministrator'),
  auditor: officer(4, 'auditor', '审计员', 'liandong-operations', 'auditor'),

  // 肥东
  feidongCoordinator: officer(101, 'feidong-coordinator', '张衡', 'feidong-cdi', 'coordinator', 'handler'),
  feidongHandler: officer(102, 'feidong-handler', '李薇', 'feidong-cdi', 'handler'),
  feidongHead: officer(103, 'feidong-head', '王岳', 'feidong-cdi', 'unitHead'),
  feidongSupervisor: officer(104, 'feidong-supervisor', '赵宁', 'feidong-cdi', 'supervisor'),
  petitionsHandler: officer(111, 'feidong-petitions-1', '陈舒', 'feidong-cdi-petitions', 'handler'),
  petitionsHead: officer(112, 'feidong-petitions-head', '周敏', 'feidong-cdi-petitions', 'unitHead'),
  registryHandler: officer(121, 'feidong-registry-1', '吴桐', 'feidong-cdi-registry', 'handler'),
  registryHead: officer(122, 'feidong-registry-head', '郑洁', 'feidong-cdi-registry', 'unitHead'),
  reviewHandlerOne: officer(131, 'feidong-review-1', '冯远', 'feidong-cdi-review', 'handler'),
  reviewHandlerTwo: officer(132, 'feidong-review-2', '褚清', 'feidong-cdi-review', 'handler'),
  reviewHead: officer(133, 'feidong-review-head', '卫平', 'feidong-cdi-review', 'unitHead'),
  officeHandlerOne: officer(141, 'feidong-office-4-1', '蒋帆', 'feidong-cdi-office-4', 'handler'),
  officeHandlerTwo: officer(142, 'feidong-office-4-2', '沈言', 'feidong-cdi-office-4', 'handler'),
  officeHead: officer(143, 'feidong-office-4-head', '韩松', 'feidong-cdi-office-4', 'unitHead'),
  groupHandlerOne: officer(151, 'feidong-group-agri-1', '杨柳', 'feidong-cdi-group-agri', 'handler'),
  groupHandlerTwo: officer(152, 'feidong-group-agri-2', '朱江', 'feidong-cdi-group-agri', 'handler'),
  groupHead: officer(153, 'feidong-group-agri-head', '秦川', 'feidong-cdi-group-agri', 'unitHead'),
  townHandlerOne: officer(161, 'badou-cdi-1', '许诺', 'badou-cdi', 'handler'),
  townHandlerTwo: officer(162, 'badou-cdi-2', '何晴', 'badou-cdi', 'handler'),
  townHead: officer(163, 'badou-cdi-head', '吕方', 'badou-cdi', 'unitHead'),
  townGovernmentHandler: officer(171, 'badou-town-1', '施展', 'badou-town', 'handler'),
  villageSecretary: officer(172, 'badou-village-head', '孔立', 'badou-village', 'unitHead'),
  cityCommissionHead: officer(181, 'hefei-cdi-head', '曹源', 'hefei-cdi', 'unitHead', 'supervisor'),
  cityCommissionHandler: officer(182, 'hefei-cdi-1', '严谨', 'hefei-cdi', 'handler'),

  // 池州经开区
  chizhouCoordinator: officer(201, 'chizhou-coordinator', '金波', 'chizhou-etdz-service', 'coordinator', 'handler'),
  serviceHandlerOne: officer(202, 'chizhou-service-1', '魏然', 'chizhou-etdz-service', 'handler'),
  serviceHandlerTwo: officer(203, 'chizhou-service-2', '陶然', 'chizhou-etdz-service', 'handler'),
  serviceHead: officer(204, 'chizhou-service-head', '姜宏', 'chizhou-etdz-service', 'unitHead'),
  selfServiceTerminal: officer(205, 'chizhou-terminal', '自助终端', 'chizhou-etdz-service', 'serviceAccount'),
  chizhouSupervisor: officer(211, 'chizhou-supervisor', '戚正', 'chizhou-etdz', 'supervisor'),
  chizhouHead: officer(212, 'chizhou-head', '谢安然', 'chizhou-etdz', 'unitHead'),
  communityHandler: officer(221, 'pingtianhu-1', '邹雨', 'pingtianhu-community', 'handler'),
  communityHead: officer(222, 'pingtianhu-head', '喻晓', 'pingtianhu-community', 'unitHead'),
  marketHandlerOne: officer(231, 'chizhou-market-1', '柏青', 'chizhou-etdz-market', 'handler'),
  marketHandlerTwo: officer(232, 'chizhou-market-2', '水清', 'chizhou-etdz-market', 'handler'),
  marketHead: officer(233, 'chizhou-market-head', '窦明', 'chizhou-etdz-market', 'unitHead'),
  hrHandler: officer(241, 'chizhou-hr-1', '章程', 'chizhou-etdz-hr', 'handler'),
  hrHead: officer(242, 'chizhou-hr-head', '云帆', 'chizhou-etdz-hr', 'unitHead'),
  medicalHandler: officer(251, 'chizhou-medical-1', '苏康', 'chizhou-etdz-medical', 'handler'),
  medicalHead: officer(252, 'chizhou-medical-head', '潘安', 'chizhou-etdz-medical', 'unitHead'),
  housingHandler: officer(261, 'chizhou-housing-1', '葛亮', 'chizhou-etdz-housing', 'handler'),
  housingHead: officer(262, 'chizhou-housing-head', '范围', 'chizhou-etdz-housing', 'unitHead'),
  bankHandler: officer(271, 'jiuhua-bank-1', '彭程', 'jiuhua-bank', 'handler'),
  bankHead: officer(272, 'jiuhua-bank-head', '鲁直', 'jiuhua-bank', 'unitHead'),

  // 屯溪
  tunxiCoordinator: officer(301, 'tunxi-coordinator', '韦一', 'tunxi-grid-centre', 'coordinator', 'handler'),
  tunxiCentreHead: officer(302, 'tunxi-centre-head', '昌盛', 'tunxi-grid-centre', 'unitHead'),
  tunxiSupervisor: officer(303, 'tunxi-supervisor', '马原', 'tunxi', 'supervisor'),
  tunxiUrbanHandler: officer(311, 'tunxi-urban-1', '苗青', 'tunxi-urban', 'handler'),
  tunxiUrbanHead: officer(312, 'tunxi-urban-head', '凤鸣', 'tunxi-urban', 'unitHead'),
  tunxiMarketHandler: officer(313, 'tunxi-market-1', '花明', 'tunxi-market', 'handler'),
  laojieHandler: officer(321, 'laojie-1', '方圆', 'laojie-street', 'handler'),
  laojieHead: officer(322, 'laojie-head', '俞越', 'laojie-street', 'unitHead'),
  laojieCommunityHead: officer(323, 'laojie-community-head', '任重', 'laojie-community', 'unitHead', 'handler'),
  laojieGridWorkerOne: officer(324, 'laojie-grid-1', '袁野', 'laojie-grid-1', 'gridWorker'),
  laojieGridWorkerTwo: officer(325, 'laojie-grid-2', '柳絮', 'laojie-grid-2', 'gridWorker'),
  laojieGridHeadOne: officer(326, 'laojie-grid-1-head', '网格长', 'laojie-grid-1', 'unitHead', 'gridWorker'),
  tunxiReports: officer(304, 'tunxi-open311', '居民上报接口', 'tunxi-grid-centre', 'serviceAccount'),
  liyangHandler: officer(331, 'liyang-1', '丰收', 'liyang-town', 'handler'),
  liyangHead: officer(332, 'liyang-head', '鲍春', 'liyang-town', 'unitHead'),
  liyangCommunityHead: officer(333, 'liyang-community-head', '史册', 'liyang-community', 'unitHead', 'handler'),
  liyangGridWorker: officer(334, 'liyang-grid-1', '唐风', 'liyang-grid-1', 'gridWorker'),

  // 桐城
  tongchengCoordinator: officer(401, 'tongcheng-coordinator', '费心', 'tongcheng-platform', 'coordinator', 'handler'),
  tongchengSupervisor: officer(402, 'tongcheng-supervisor', '廉明', 'tongcheng-platform', 'supervisor', 'unitHead'),
  tongchengCommissionHandler: officer(403, 'tongcheng-cdi-1', '岑寂', 'tongcheng-cdi', 'handler'),
  tongchengCommissionHead: officer(404, 'tongcheng-cdi-head', '薛涛', 'tongcheng-cdi', 'unitHead', 'supervisor'),
  tangwanHandler: officer(405, 'tangwan-1', '雷鸣', 'tangwan-town', 'handler'),
  tangwanHead: officer(406, 'tangwan-head', '贺喜', 'tangwan-town', 'unitHead'),
  tongchengPlatformHandler: officer(407, 'tongcheng-platform-1', '丁宁', 'tongcheng-platform', 'handler'),
  tangwanVillageHead: officer(408, 'tangwan-village-head', '石磊', 'tangwan-village', 'unitHead', 'handler'),
  tongchengWaterHandler: officer(409, 'tongcheng-water-1', '江涛', 'tongcheng-water', 'handler', 'unitHead'),
  tongchengOfficeHead: officer(410, 'tongcheng-cdi-office-1-head', '厉行', 'tongcheng-cdi-office-1', 'unitHead', 'handler'),
  anqingCommissionHead: officer(411, 'anqing-cdi-head', '穆清', 'anqing-cdi', 'unitHead', 'supervisor'),

  // 当涂
  niandouHandler: officer(501, 'niandou-police-1', '倪虹', 'niandou-police', 'handler', 'coordinator'),
  niandouHead: officer(502, 'niandou-police-head', '汤圆', 'niandou-police', 'unitHead'),
  dangtuSupervisor: officer(503, 'dangtu-supervisor', '滕飞', 'dangtu-police', 'supervisor'),

  // 屯溪老街: 巡街打更
  merchantsSecretary: officer(351, 'laojie-merchants-1', '更夫', 'laojie-merchants', 'handler', 'unitHead'),
  laojieVolunteer: officer(352, 'laojie-volunteers-1', '平安', 'laojie-volunteers', 'handler'),

  // 黎阳: 应邀部门
  tunxiEducationHandler: officer(341, 'tunxi-education-1', '柳春', 'tunxi-education', 'handler', 'unitHead'),
  tunxiHousingHandler: officer(342, 'tunxi-housing-1', '毛竹', 'tunxi-housing', 'handler', 'unitHead'),
  tunxiPlanningHandler: officer(343, 'tunxi-planning-1', '祝融', 'tunxi-planning', 'handler', 'unitHead'),

  // 黟县
  yixianSupervisor: officer(601, 'yixian-supervisor', '贝宁', 'yixian', 'supervisor'),
  biyangCommunityHead: officer(611, 'biyang-community-head', '古月', 'biyang-community', 'unitHead', 'coordinator', 'handler'),
  biyangBranchSecretary: officer(612, 'biyang-grid-4-head', '康宁', 'biyang-grid-4', 'unitHead', 'gridWorker'),
  biyangMediator: officer(621, 'biyang-studio-1', '余和', 'biyang-studio', 'handler'),
  biyangStudioHead: officer(622, 'biyang-studio-head', '和平', 'biyang-studio', 'unitHead', 'coordinator'),
  biyangJudicialHandler: officer(631, 'biyang-judicial-1', '计量', 'biyang-judicial', 'handler'),
  biyangPoliceHandler: officer(632, 'biyang-police-1', '安定', 'biyang-police', 'handler'),

  // 庐阳
  luyangSupervisor: officer(701, 'luyang-supervisor', '骆明', 'luyang', 'supervisor'),
  luyangCommunityHead: officer(711, 'luyang-community-head', '高兴', 'luyang-community', 'unitHead', 'coordinator', 'handler'),
  estateBranchSecretary: officer(712, 'luyang-estate-branch-1', '夏至', 'luyang-estate-branch', 'unitHead', 'handler'),
  propertyHandler: officer(713, 'luyang-property-1', '田野', 'luyang-property', 'handler'),
  luyangSportsHandler: officer(714, 'luyang-sports-1', '樊登', 'luyang-sports', 'handler', 'unitHead'),
} as const satisfies Record<string, ExampleOfficer>;

export type ExampleOfficerName = keyof typeof exampleOfficers;
