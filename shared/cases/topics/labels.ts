/** A group of the topics that a tenant starts with. Keys never change; names, keywords and order are the tenant's to change. */
export type ShippedGroup = {
  key: string
  name: string
  topics: readonly { key: string; name: string; keywords: readonly string[] }[]
}

const topic = (key: string, name: string, keywords: string) => ({ key, name, keywords: keywords.split(' ') })

/** The tree that a tenant starts with, by the fields that the plans and the hotline name. */
export const shippedTopics: readonly ShippedGroup[] = [
  {
    key: 'city',
    name: '城市管理',
    topics: [
      topic('stalls', '占道经营', '占道经营 摆摊 摊位 流动摊贩 路边摊 出店经营 夜市 早市 摊贩 地摊'),
      topic('sanitation', '环境卫生', '环境卫生 保洁 垃圾清运 垃圾桶 公厕 菜叶 冲洗路面 卫生死角 乱扔垃圾'),
      topic('sorting', '垃圾分类', '垃圾分类 投放点 误时投放 分类投放'),
      topic('soil-trucks', '渣土运输', '渣土车 渣土 遗撒 抛洒 建筑垃圾'),
      topic('signs', '户外广告', '户外广告 店招 招牌 小广告 牛皮癣 灯箱'),
      topic('green', '公园绿地', '公园 绿地 绿化 行道树 树枝 毁绿'),
      topic('lights', '市政设施', '路灯 井盖 窨井 盲道 护栏 路面破损 坑洼 人行道 积水 夜间照明'),
      topic('dogs', '养犬管理', '养犬 遛狗 犬只 流浪狗 狗叫 大型犬'),
      topic('night-building', '施工噪声', '夜间施工 工地噪声 打桩 施工噪音 施工噪声 工地'),
    ],
  },
  {
    key: 'buildings',
    name: '自然资源和规划',
    topics: [
      topic('illegal', '违法建设', '违法建设 违章建筑 违建 彩钢房 搭建 雨棚 私搭乱建 楼顶加盖'),
      topic('land', '土地征收', '征地 土地征收 征收补偿 占用耕地 宅基地 土地确权'),
      topic('planning', '规划管理', '规划许可 规划公示 用地性质 采光 退让'),
      topic('registration', '不动产登记', '不动产 房产证 产权证 过户登记 办证难'),
    ],
  },
  {
    key: 'market',
    name: '市场监管',
    topics: [
      topic('food', '食品安全', '食品安全 吃坏肚子 过期食品 变质 小吃店 餐饮卫生 异物 食物中毒 食品经营许可 外卖'),
      topic('prices', '价格收费', '价格 乱涨价 收费标准 明码标价 价格欺诈 乱收费 多收费'),
      topic('short-weight', '计量和缺斤少两', '缺斤少两 短斤缺两 计量 公平秤 加油枪'),
      topic('consumers', '消费纠纷', '消费纠纷 退款 退货 不退钱 预付卡 充值 跑路 假货 虚假宣传 售后'),
      topic('lifts', '电梯和特种设备', '电梯 困人 特种设备 电梯故障 起重机'),
      topic('medicine', '药品医疗器械', '药品 药店 医疗器械 保健品 化妆品'),
      topic('false-ads', '虚假广告', '虚假广告 违法广告 夸大宣传'),
    ],
  },
  {
    key: 'environment',
    name: '生态环境',
    topics: [
      topic('fumes', '餐饮油烟', '油烟 餐饮油烟 排烟管道 油烟管道 烧烤 烟味'),
      topic('noise', '噪声扰民', '噪声 噪音 广场舞 扰民 音响 空调外机 低频'),
      topic('dust', '扬尘污染', '扬尘 尘土 砂石堆场 盖网 裸土 灰尘'),
      topic('water', '水污染', '水污染 污水 河水发黑 尾水 黑臭 排污 河道 河里'),
      topic('air', '废气异味', '废气 异味 臭味 刺鼻 化工厂气味'),
      topic('straw', '秸秆焚烧', '秸秆焚烧 烧秸秆 露天焚烧'),
      topic('waste', '固体废物', '固体废物 危险废物 倾倒 填埋 废料'),
    ],
  },
  {
    key: 'transport',
    name: '交通运输',
    topics: [
      topic('buses', '公共交通', '公交 班次 加密班次 公交站 地铁 末班车'),
      topic('taxis', '出租和网约车', '出租车 网约车 拒载 绕路 黑车 拉客 客运站'),
      topic('rural-roads', '农村道路', '村道 农村公路 反光镜 减速带 急弯'),
      topic('freight', '货运和超限', '货车 超载 超限 治超 货运'),
      topic('road-works', '道路施工', '道路施工 修路 封路 围挡 断头路'),
    ],
  },
  {
    key: 'police',
    name: '公安交管',
    topics: [
      topic('parking-fines', '停车处罚', '违停 贴单 罚单 违章停车 贴条 抓拍 占道停车处罚'),
      topic('parking', '停车难', '停车难 停车位 停车场 错时停车 停车泊位 车位 乱停车'),
      topic('parking-fees', '停车收费', '停车收费 停车费 路边停车收费'),
      topic('traffic', '交通秩序', '交警 红绿灯 信号灯 闯红灯 逆行 头盔 电动车 拥堵 斑马线'),
      topic('order', '社会治安', '治安 盗窃 打架 赌博 诈骗 报警'),
      topic('household', '户籍和出入境', '户籍 户口 身份证 居住证 落户 护照 租客信息'),
    ],
  },
  {
    key: 'housing',
    name: '住房城建',
    topics: [
      topic('property', '物业管理', '物业 物业费 业委会 消防通道 楼道 维修资金 小区保安'),
      topic('quality', '房屋质量', '房屋质量 漏水 墙面开裂 渗水 交付质量'),
      topic('sales', '商品房销售', '延期交房 预售 购房 开发商 烂尾 定金'),
      topic('works', '建设工程', '建设工程 施工许可 整改通知书 工程质量 工程款'),
      topic('gas', '燃气供应', '燃气 停气 燃气报警器 天然气 煤气'),
      topic('supply', '供水供电', '停水 停电 水压 供水 供电 自来水 电费 水费'),
      topic('old-blocks', '老旧小区改造', '老旧小区 加装电梯 小区改造 飞线充电 充电桩'),
      topic('rent', '住房保障和租赁', '公租房 廉租房 租房押金 中介 群租 公积金'),
    ],
  },
  {
    key: 'labour',
    name: '人力资源社会保障',
    topics: [
      topic('wages', '拖欠工资', '欠薪 拖欠工资 讨薪 不发工资 农民工工资'),
      topic('insurance', '社会保险', '社保 社会保险 养老保险 工伤 失业金 生育津贴'),
      topic('contracts', '劳动合同', '劳动合同 加班 辞退 裁员 试用期 克扣'),
      topic('jobs', '就业和培训', '就业 招聘 技能补贴 职业培训'),
    ],
  },
  {
    key: 'safety',
    name: '应急管理',
    topics: [
      topic('work-safety', '安全生产', '安全生产 进厂检查 隐患 安全检查 危险化学品 爆炸'),
      topic('fire', '消防安全', '消防 灭火器 消防检查 消防检测 火灾'),
    ],
  },
  {
    key: 'education',
    name: '教育',
    topics: [
      topic('training', '校外培训', '培训机构 校外培训 课时费 退费 补课'),
      topic('schools', '入学和教育资源', '学区 入学 学位 划分 幼儿园 学校'),
      topic('school-fees', '学校管理', '食堂 校服 课后服务 老师 校园'),
    ],
  },
  {
    key: 'health',
    name: '医疗和民政',
    topics: [
      topic('medical', '医疗服务', '医院 挂号 医生 看病 医疗纠纷 疫苗'),
      topic('medical-insurance', '医疗保险', '医保 报销 医保卡 异地就医'),
      topic('elderly', '养老服务', '养老 助餐 社区食堂 送餐 敬老院 老人行动不便 高龄津贴'),
      topic('relief', '救助和低保', '低保 救助 残疾人 困难补助 优抚'),
    ],
  },
  {
    key: 'culture',
    name: '文体旅游',
    topics: [
      topic('tourism', '旅游市场', '导游 旅游 强制购物 旅行社 景区 母婴室'),
      topic('venues', '文化体育', '图书馆 文化活动 健身 体育馆 球场 网吧'),
    ],
  },
  {
    key: 'rural',
    name: '农业农村',
    topics: [
      topic('village-affairs', '村务管理', '村务 村委会 村干部 集体资产 分红 土地流转'),
      topic('farming', '农业生产', '农业 农药 种子 补贴 养殖 灌溉 渔业'),
    ],
  },
  {
    key: 'services',
    name: '政务服务',
    topics: [
      topic('counter', '窗口服务', '窗口 补材料 办事大厅 便民服务中心 取号 综合窗口 服务态度'),
      topic('stuck', '办不成事', '办不成 办不了 系统没开通 跑了两趟 跑了三趟 多头跑'),
      topic('online', '网上办事', '网上办 一网通办 系统登录 自助机 扫码 验证码收不到'),
      topic('disclosure', '政务公开', '信息公开 公示 公开结果 不告知'),
      topic('grid', '网格服务', '网格员 网格 社区服务'),
    ],
  },
  {
    key: 'business',
    name: '营商环境',
    topics: [
      topic('charges', '涉企收费', '涉企收费 指定第三方 指定检测 摊派 中介收费'),
      topic('inspections', '涉企检查', '重复检查 三拨人 停业配合 检查计划 多头检查 现场检查'),
      topic('policies', '惠企政策', '惠企政策 政策兑现 补贴不到位 招商承诺 政策清单'),
      topic('licences', '企业开办和许可', '营业执照 许可证 注销 审批慢 开办企业'),
      topic('bids', '招标投标', '招标 投标 围标 政府采购'),
    ],
  },
  {
    key: 'enforcement',
    name: '行政执法',
    topics: [
      topic('identity', '亮证执法', '未出示执法证 没有出示执法证 亮证 执法证件 要证件看'),
      topic('procedure', '处罚程序', '陈述和申辩 处罚决定 决定书 没有书面决定 送达 没有写依据 告知'),
      topic('discretion', '处罚裁量', '处罚裁量 罚得 重复处罚 罚款金额 罚两万 同样的问题'),
      topic('manner', '执法态度', '言语粗暴 大声呵斥 训斥 骂人 推搡 态度差 态度恶劣'),
      topic('no-answer', '查处不及时', '没有人来查 没有下文 无人到场 没人管 互相推 没有消息 没有回音'),
    ],
  },
  {
    key: 'law',
    name: '法治建设',
    topics: [
      topic('law-making', '立法意见', '草案 立法 管理规定草案 征求意见 条例'),
      topic('mediation', '矛盾调解', '法律顾问 调解 邻里纠纷 邻居 闹矛盾'),
      topic('legal-aid', '公共法律服务', '法律援助 公证 律师 法律服务'),
    ],
  },
]
